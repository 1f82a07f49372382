// swift-tools-version: 6.1
import PackageDescription

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let jwtKit = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let pathKit = Target.Dependency.product(name: "PathKit", package: "PathKit")

/// For what tests call millions of times. Optimisation makes the tests a twelfth shorter, and as much of the build longer.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
    name: "roost",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "roost", targets: ["Roost"]),
        // For the package in Benchmarks.
        .library(
            name: "RoostParts",
            targets: ["Accounts", "Conversation", "HTTP", "IPAddresses", "Site", "Storage", "Transport", "WorkQueue"]),
    ],
    dependencies: [
        // Before 1.0, a minor version may contain breaking changes.
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
        .package(url: "https://github.com/stencilproject/Stencil", exact: "0.15.1"),
        .package(url: "https://github.com/apple/swift-crypto", .upToNextMinor(from: "4.5.2")),
        .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
        .package(url: "https://github.com/apple/swift-log", .upToNextMinor(from: "1.16.2")),
        .package(url: "https://github.com/vapor/jwt-kit", .upToNextMinor(from: "5.7.1")),
        .package(url: "https://github.com/kylef/PathKit", .upToNextMinor(from: "1.0.1")),
        .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
        .package(url: "https://github.com/swiftlang/swift-subprocess", .upToNextMinor(from: "1.0.2"), traits: []),
        .package(url: "https://github.com/apple/swift-system", .upToNextMinor(from: "1.8.1")),
        .package(url: "https://github.com/apple/swift-collections", .upToNextMinor(from: "1.6.0")),
        .package(url: "https://github.com/apple/swift-async-algorithms", .upToNextMinor(from: "1.1.4")),
    ],
    targets: [
        .executableTarget(
            name: "Roost",
            dependencies: [
                "Accounts", "CMemory", "Conversation", "HTTP", "IPAddresses", "Instrumentation", "Live", "Markup",
                "Media", "Site", "Storage", "Support", "Transport", "WebClient", "WorkQueue", crypto, logging, pathKit,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            resources: [
                .embedInCode("Resources/dusk.webp"), .embedInCode("Resources/pear.webp"),
                .embedInCode("Resources/sea.webp"),
            ],
            plugins: ["EmbedCommit"]),
        .target(
            name: "Site",
            dependencies: [
                "Accounts", "CQRencode", "Conversation", "HTTP", "IPAddresses", "Instrumentation", "Live", "Markup",
                "Media", "Storage", "Support", "WebClient", "WorkQueue", crypto, logging, pathKit,
                .product(name: "Stencil", package: "Stencil"),
            ],
            plugins: ["EmbedAssets"]),
        .target(
            name: "Accounts",
            dependencies: [
                "CommonPasswords", "IPAddresses", "Instrumentation", "Storage", "Support", "WorkQueue", crypto,
                cryptoExtras, jwtKit, logging, .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "Conversation", dependencies: ["Accounts", "Storage", "Support", "WorkQueue", logging]),
        .target(
            name: "Live",
            dependencies: [
                "Accounts", "Conversation", "HTTP", "IPAddresses", "Instrumentation", "Support", logging,
                .product(name: "DequeModule", package: "swift-collections"),
            ]),
        .target(
            name: "Media",
            dependencies: [
                "CSandbox", "Instrumentation", "Support", "WorkQueue", crypto, pathKit,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .target(name: "CMemory"),
        .target(name: "CSandbox"),
        .target(
            name: "Storage", dependencies: ["CStorage", "Instrumentation", "WorkQueue", grdb, grdbSQLite],
            swiftSettings: optimized),
        .target(name: "CStorage"),
        .target(
            name: "Transport",
            dependencies: [
                "CTransport", "HTTP", "IPAddresses", "Instrumentation", "Support", "WorkQueue", flyingFox, flyingSocks,
                logging,
                .product(name: "AsyncAlgorithms", package: "swift-async-algorithms"),
                .product(name: "DequeModule", package: "swift-collections"),
            ]),
        .target(name: "CTransport"),
        .target(name: "HTTP", dependencies: ["IPAddresses", crypto], swiftSettings: optimized),
        .systemLibrary(
            name: "CQRencode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
        .systemLibrary(
            name: "CMarkGFM", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"]), .brew(["curl"])]),
        .target(name: "CWebClient", dependencies: ["CCurl"]),
        .target(name: "WebClient", dependencies: ["CWebClient", "IPAddresses", "Instrumentation", "WorkQueue"]),
        .target(name: "Markup", dependencies: ["CMarkGFM", "Support"], swiftSettings: optimized),
        .target(name: "CommonPasswords", exclude: ["Resources"], plugins: ["EmbedAssets"]),
        .target(name: "IPAddresses"),
        .executableTarget(name: "AssetEmbedder"),
        .plugin(name: "EmbedAssets", capability: .buildTool(), dependencies: ["AssetEmbedder"]),
        .plugin(name: "EmbedCommit", capability: .buildTool()),
        .target(name: "Instrumentation"),
        .target(
            name: "Support",
            dependencies: ["Instrumentation", logging, .product(name: "DequeModule", package: "swift-collections")]),
        .target(
            name: "WorkQueue",
            dependencies: [
                "Instrumentation", "Support", .product(name: "DequeModule", package: "swift-collections"),
            ]),

        .target(
            name: "TestSupport", dependencies: ["Storage", "Support", "Transport", pathKit], path: "Tests/TestSupport",
            swiftSettings: optimized),
        .target(
            name: "SiteTestSupport",
            dependencies: [
                "Site", "Accounts", "Conversation", "HTTP", "IPAddresses", "Instrumentation", "Live", "Markup", "Media",
                "Storage", "TestSupport", "Transport", "WorkQueue", logging, pathKit,
            ], path: "Tests/SiteTestSupport"),
        .executableTarget(name: "SandboxLauncher", dependencies: ["CSandbox"], path: "Tests/SandboxLauncher"),
        .testTarget(
            name: "AccountsTests",
            dependencies: ["Accounts", "Instrumentation", "Storage", "TestSupport", "WorkQueue", crypto, logging]),
        .testTarget(
            name: "MediaTests",
            dependencies: [
                "Media", "Support", "TestSupport", "WorkQueue", crypto, pathKit,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "ConversationTests",
            dependencies: ["Accounts", "Conversation", "Storage", "TestSupport", "WorkQueue", logging]),
        .testTarget(name: "HTTPTests", dependencies: ["HTTP"]),
        .testTarget(name: "IPAddressesTests", dependencies: ["IPAddresses"]),
        .testTarget(name: "InstrumentationTests", dependencies: ["Instrumentation"]),
        .testTarget(
            name: "LiveTests",
            dependencies: [
                "Accounts", "Conversation", "HTTP", "Instrumentation", "Live", "Storage", "TestSupport", "WorkQueue",
                logging,
            ]),
        .testTarget(name: "MarkupTests", dependencies: ["Markup", "Support", "TestSupport"]),
        .testTarget(
            name: "RoostTests",
            dependencies: [
                "Roost", "Accounts", "Conversation", "IPAddresses", "Instrumentation", "Media", "Site", "Storage",
                "TestSupport", "Transport", "WebClient", "WorkQueue",
                crypto, logging, pathKit,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "JourneyTests",
            dependencies: [
                "Site", "SiteTestSupport", "Accounts", "Conversation", "Markup", "TestSupport", "Transport",
            ]),
        .testTarget(
            name: "SiteTests",
            dependencies: [
                "Site", "SiteTestSupport", "Accounts", "Conversation", "HTTP", "IPAddresses", "Markup", "Storage",
                "TestSupport", "Transport", crypto, pathKit, .product(name: "Stencil", package: "Stencil"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
        .testTarget(
            name: "StorageTests", dependencies: ["Instrumentation", "Storage", "TestSupport", "WorkQueue", grdb]),
        .testTarget(name: "SupportTests", dependencies: ["Instrumentation", "Support", logging]),
        .testTarget(
            name: "TransportTests",
            dependencies: [
                "HTTP", "Instrumentation", "Support", "TestSupport", "Transport", flyingSocks, logging,
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ]),
        .testTarget(
            name: "WebClientTests",
            dependencies: ["HTTP", "IPAddresses", "TestSupport", "Transport", "WebClient", logging]),
        .testTarget(name: "WorkQueueTests", dependencies: ["Instrumentation", "TestSupport", "WorkQueue"]),
    ],
    swiftLanguageModes: [.v6]
)

#if os(Linux)
// The attacks read /proc and speak from the many addresses that only Linux has on its loopback.
package.products.append(.executable(name: "attacks", targets: ["Attacks"]))
package.targets.append(
    .executableTarget(
        name: "Attacks",
        dependencies: ["TestSupport", crypto, .product(name: "ArgumentParser", package: "swift-argument-parser")],
        path: "Tests/Attacks"))
// What the tests of the sandbox put into it. Where it runs, Swift's libraries cannot be read; it is written in C.
package.targets.append(
    .executableTarget(
        name: "SandboxProbe", path: "Tests/SandboxProbe",
        linkerSettings: [.unsafeFlags(["-static-stdlib"])]))
#endif
