// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that who builds or tests Roost does not build the harness.
let package = Package(
    name: "benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "roost", path: ".."),
        .package(url: "https://github.com/google/swift-benchmark", exact: "0.1.2"),
        .package(url: "https://github.com/apple/swift-log", .upToNextMinor(from: "1.16.2")),
    ],
    targets: [
        .executableTarget(
            name: "parts",
            dependencies: [
                .product(name: "RoostParts", package: "roost"),
                .product(name: "Benchmark", package: "swift-benchmark"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "sockets",
            dependencies: [
                .product(name: "RoostParts", package: "roost"),
                .product(name: "Logging", package: "swift-log"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
