import Media
import Testing

struct ImageFormatTests {
    @Test func `extensions are those in common use`() {
        #expect(ImageFormat.allCases.map(\.fileExtension) == ["png", "jpg", "gif", "webp"])
    }

    @Test func `media types are the registered ones`() {
        #expect(ImageFormat.allCases.map(\.mediaType) == ["image/png", "image/jpeg", "image/gif", "image/webp"])
    }
}
