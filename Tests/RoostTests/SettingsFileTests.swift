import Foundation
import PathKit
import TestSupport
import Testing

@testable import Roost

/// The file of settings that every command reads.
struct SettingsFileTests {
    private func values(_ text: String) throws -> [String: String] {
        try SettingsFile(path: "roost.conf", text: text).values
    }

    private func mistakes(_ text: String) -> [String] {
        do throws(Settings.Mistakes) {
            _ = try SettingsFile(path: "roost.conf", text: text)
            return []
        } catch { return error.lines }
    }

    @Test func `a line is a setting, as in the environment`() throws {
        let text = """
            # A comment
            ROOST_NAME=Garden Club
            ; another
              ROOST_CONTACT = "anna@example.org"
            ROOST_LINKS='Imprint=https://example.org/a=b'

            ROOST_PORT=
            """
        #expect(
            try values(text) == [
                "ROOST_NAME": "Garden Club", "ROOST_CONTACT": "anna@example.org",
                "ROOST_LINKS": "Imprint=https://example.org/a=b", "ROOST_PORT": "",
            ])
    }

    @Test func `what is no setting is refused, with its line and the nearest one`() {
        #expect(
            mistakes("ROOST_PROT=1\nPORT=2\nROOST_PORT=3\nROOST_PORT=4\nnonsense\nROOST_XYZZYXYZZY=1") == [
                "roost.conf, line 1: ROOST_PROT: unknown setting. Did you mean ROOST_PORT?",
                "roost.conf, line 2: PORT: unknown setting.",
                "roost.conf, line 4: ROOST_PORT: set twice.",
                "roost.conf, line 5: expected ROOST_NAME=value.",
                "roost.conf, line 6: ROOST_XYZZYXYZZY: unknown setting.",
            ])
        #expect(
            Settings.mistakes(environment: ["ROOST_PUBLIC_ULR": "x"])
                == ["ROOST_PUBLIC_ULR: unknown setting. Did you mean ROOST_PUBLIC_URL?"])
    }

    @Test func `flags win over the environment, and that over the file`() throws {
        let file = try SettingsFile(path: "f", text: "ROOST_PORT=1\nROOST_NAME=File\nROOST_SIGN_UP=invited")
        let settings = try Settings(
            flags: [.port: "3"], environment: ["ROOST_PORT": "2", "ROOST_NAME": "Environment"], file: file)
        #expect(settings.port == 3 && settings.branding.givenName == "Environment" && settings.signUp == .invited)
        let wrong = try SettingsFile(path: "f", text: "ROOST_PORT=many")
        let error = #expect(throws: Settings.Mistakes.self) {
            try Settings(flags: [:], environment: [:], file: wrong)
        }
        #expect(error?.lines == [#"f: ROOST_PORT: "many" is not a port number from 0 to 65535."#])
    }

    @Test func `the first that is there is read, and one that is named must be there`() throws {
        try withTemporaryFolder { folder in
            let (near, far) = ((folder + "roost.conf").string, (folder + "etc.conf").string)
            #expect(try SettingsFile.find(nil, in: [near, far]) == nil)
            try Path(far).write("ROOST_PORT=2")
            #expect(try SettingsFile.find(nil, in: [near, far])?.values == ["ROOST_PORT": "2"])
            try Path(near).write("ROOST_PORT=1")
            #expect(try SettingsFile.find(nil, in: [near, far])?.path == near)
            #expect(try SettingsFile.find(far, in: [near, far])?.path == far)
            let error = #expect(throws: Settings.Mistakes.self) {
                try SettingsFile.find((folder + "none").string, in: [])
            }
            #expect(error?.lines.first?.hasPrefix("\(folder)/none: cannot be read") == true)
        }
    }

    @Test func `a command reads the file, so that links have the site's address`() async throws {
        try await withOpenSite { site in
            try (site.folder + "roost.conf").write("ROOST_PUBLIC_URL=https://file.example\nROOST_TRUSTED_PROXIES=::1")
            try (site.folder + "other.conf").write("ROOST_PUBLIC_URL=https://other.example\nROOST_TRUSTED_PROXIES=::1")
            for (name, variable, host) in [("ada", "", "file"), ("bruno", "other.conf", "other")] {
                let outcome = try await ChildProcess(
                    program: try BuiltProgram.roost, arguments: ["user", "create", name], folder: site.folder.string,
                    environment: ["ROOST_CONFIG": variable]
                ).outcome()
                #expect(outcome.output.contains("\nhttps://\(host).example/reset/"), "\(outcome.errors)")
            }
        }
    }

    /// Nobody has to look for a setting elsewhere, and what is shown is what holds.
    @Test func `the file that is given to operators has every setting with its default`() throws {
        let text = try Path(Repository.root + "/deploy/roost.conf").read(.utf8)
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("#ROOST_") }.map { $0.dropFirst() }
        let names = lines.map { String($0.prefix { $0 != "=" }) }
        #expect(names.sorted() == SettingName.allCases.map(\.inEnvironment).sorted())
        let given = try SettingsFile(path: "roost.conf", text: lines.joined(separator: "\n"))
        let (shown, standard) = (
            try Settings(flags: [:], environment: [:], file: given), try Settings(flags: [:], environment: [:])
        )
        // The name is spelled out; without it authenticator apps show the address.
        #expect(shown.branding.givenName == "Roost" && standard.branding.givenName == nil)
        #expect("\(shown.withoutName)" == "\(standard.withoutName)")
    }

    @Test func `a file that was written on Windows is read like any other`() throws {
        let text = "\u{FEFF}# my site\r\nROOST_PORT=18210\r\n\r\nROOST_NAME=\"Garden Club\"\r\n"
        #expect(try values(text) == ["ROOST_PORT": "18210", "ROOST_NAME": "Garden Club"])
        #expect(mistakes("ROOST_PORT=1\r\nnonsense\r\n") == ["roost.conf, line 2: expected ROOST_NAME=value."])
    }

    @Test(.enabled(if: geteuid() == 0))
    func `a file of somebody else in the current folder is not used unless it is named`() throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        let file = (folder + "roost.conf").string
        try Path(file).write("ROOST_PORT=1")
        #expect(FileAccess.isTrusted(file))
        #expect(chown(file, 12_345, 12_345) == 0)
        #expect(!FileAccess.isTrusted(file) && !FileAccess.isTrusted(file + ".none"))
        let up = String(repeating: "../", count: Path.current.absolute().components.count - 1)
        let beside = up + (Path(file).absolute().string.dropFirst())
        let refusal = #expect(throws: Settings.Mistakes.self) { try SettingsFile.find(nil, in: [beside]) }
        #expect(refusal?.lines.first?.contains("belongs to user 12345. To use it all the same, name it") == true)
        #expect(try SettingsFile.find(beside)?.values == ["ROOST_PORT": "1"])
    }
}

extension Settings {
    fileprivate var withoutName: Settings {
        var settings = self
        settings.branding.givenName = nil
        return settings
    }
}
