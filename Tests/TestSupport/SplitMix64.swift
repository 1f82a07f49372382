// Tests use the generator of the program.
@_exported import struct Support.SplitMix64
