/// Every attack, in the order in which they are made.
enum Attacks {
    static let all: [any Attack] =
        [
            Control(), Smuggling(), MalformedRequests(), HeaderFlood(), SlowHeads(), SlowBodies(), SlowReaders(),
            SmallChunks(), HoggedUploads(), UnfinishedRequests(), FloodFromOneAddress(), FloodFromManyAddresses(),
            FewDescriptors(), RandomBytes(), DeletedPictures(), WhosePage(), HostileTargets(), CombiningMarks(),
            NewSignIns(), EndlessActivity(), FlushedCounters(), RightPasswords(), MessageFlood(), HostileMessages(),
            CostlySearches(),
            HostileFiles(), HostileFrames(), AbandonedStreams(), TooManyStreams(), ProbeStreams(), UnreadStreams(),
            ForeignRooms(), ForgedTokens(), RefreshRaces(), HostileJSON(), ForeignObjects(),
            HostileReceivers(),
        ] + SlowHTTPTest.all
}
