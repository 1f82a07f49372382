/// An error that ends the program: its description is printed, and the exit code is 1.
struct UserFacingError: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description = "\(error)"
    }
}
