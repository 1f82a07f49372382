import Accounts
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct DeviceNameTests {
    private static let windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
    private static let webKit = "AppleWebKit/537.36 (KHTML, like Gecko)"

    static let devices = [
        ("\(windows) \(webKit) Chrome/126.0.0.0 Safari/537.36", "Chrome on Windows"),
        ("\(windows) \(webKit) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0", "Edge on Windows"),
        ("\(windows) \(webKit) Chrome/126.0.0.0 Safari/537.36 OPR/112.0.0.0", "Opera on Windows"),
        ("\(windows) \(webKit) Chrome/126.0.0.0 Safari/537.36 Vivaldi/6.8", "Vivaldi on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"),
        ("Mozilla/5.0 (Android 14; Mobile; rv:128.0) Gecko/128.0 Firefox/128.0", "Firefox on Android"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
                + "Safari/605.1.15", "Safari on macOS"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                + "Version/17.5 Mobile/15E148 Safari/604.1", "Safari on iPhone"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                + "CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1", "Chrome on iPhone"
        ),
        (
            "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/127.0 "
                + "Mobile/15E148 Safari/605.1.15", "Firefox on iPad"
        ),
        (
            "Mozilla/5.0 (Linux; Android 14; SM-S921B) \(webKit) SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile "
                + "Safari/537.36", "Samsung Internet on Android"
        ),
        ("Mozilla/5.0 (Linux; Android 10; K) \(webKit) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) \(webKit) Chrome/126.0.0.0 Safari/537.36", "Chrome on ChromeOS"),
        ("w3m/0.5.3+git20230121", "w3m"), ("Lynx/2.9.0dev.12 libwww-FM/2.14", "Lynx"), ("curl/8.5.0", "curl"),
        ("Links (2.29; Linux 6.1.0 x86_64; GNU C 12.2; text)", "Links on Linux"), ("Wget/1.21.4", "Wget"),
        ("", "An unknown program"), ("<script>", "An unknown program"),
    ]

    @Test(arguments: devices)
    func `a device is named by its user agent`(userAgent: String, expected: String) {
        #expect(Device(userAgent: userAgent, address: "").name.english == expected)
    }
}
