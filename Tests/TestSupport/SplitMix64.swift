// Tests draw from the program's own generator, SplitMix64.
@_exported import Support
