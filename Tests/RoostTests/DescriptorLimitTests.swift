import Logging
import Testing
import Transport

@testable import Roost

struct DescriptorLimitTests {
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    @Test func `many descriptors change nothing`() {
        var limits = ConnectionLimits()
        DescriptorLimit.fit(&limits, to: 1_048_576, log: log)
        #expect(limits == ConnectionLimits())
    }

    @Test(arguments: [64, 256, 1024, 4096, 20_000])
    func `connections never take more than there are`(descriptors: Int) {
        var limits = ConnectionLimits()
        DescriptorLimit.fit(&limits, to: descriptors, log: log)
        #expect(limits.connections >= 1)
        #expect(limits.connections < descriptors)
    }

    @Test func `the limit is raised to what the system allows`() {
        #expect(DescriptorLimit.raise() == DescriptorLimit.raise())
        #expect(DescriptorLimit.raise() > 64)
    }
}
