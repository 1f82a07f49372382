import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// Collects the names of elements and attributes of an XML document.
final class ElementReader: NSObject, XMLParserDelegate {
    private(set) var elements: Set<String> = []
    private(set) var attributes: Set<String> = []
    private(set) var hasText = false

    /// - Returns: whether the document is well-formed.
    func parse(_ text: String) -> Bool {
        let parser = XMLParser(data: Data(text.utf8))
        parser.delegate = self
        return parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes attributeDict: [String: String]
    ) {
        elements.insert(elementName)
        attributes.formUnion(attributeDict.keys)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        hasText = true
    }
}
