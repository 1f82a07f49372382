/// What making a picture may take, so that a hostile file costs its sender an answer and nobody else anything.
public struct PictureLimits: Hashable, Sendable {
    /// Width times height of what is sent.
    public var pixels = ImageHeader.defaultPixelLimit
    /// Address space of the child process, in bytes. Its libraries take about 200 MB of it, the rest is for pixels: an
    /// interlaced picture has to be in memory whole.
    public var memory = 768 * 1024 * 1024
    /// Processor time of a child process, in seconds.
    public var processorSeconds = 8
    /// From the first child process to the end of the last.
    public var time: Duration = .seconds(10)
    /// A file that a child process writes, in bytes.
    public var fileSize = 4 * 1024 * 1024
    /// Processes and threads of this user, counted over the whole machine.
    public var processes = 2048

    public init() {}
}
