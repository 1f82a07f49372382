import Foundation
import TestSupport

/// An element of a page.
final class Element {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [Element] = []
    /// The text inside, with that of the elements inside.
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
        self.name = name
        self.attributes = attributes
    }

    subscript(attribute: String) -> String? { attributes[attribute] }

    /// This element and all that are in it, in the order of the page.
    var descendants: [Element] { [self] + children.flatMap(\.descendants) }

    func all(_ name: String) -> [Element] { descendants.filter { $0.name == name } }
    func first(_ name: String) -> Element? { all(name).first }
}

/// A page as a tree: enough of HTML to read well-formed pages, and tolerant of the others.
struct Document {
    let root: Element

    init(parsing html: String) {
        var reader = TagReader(html)
        let root = Element("", [:])
        var open = [root]
        while let token = reader.next() {
            switch token {
            case .text(let text): for element in open { element.text += text }
            case .start(let name, let attributes, let isClosed):
                let element = Element(name, attributes)
                open[open.count - 1].children.append(element)
                if !isClosed { open.append(element) }
            case .end(let name):
                guard let index = open.lastIndex(where: { $0.name == name }) else { continue }
                open.removeSubrange(index...)
            }
        }
        self.root = root
    }

    func all(_ name: String) -> [Element] { root.all(name) }
    func first(_ name: String) -> Element? { all(name).first }
    func element(id: String) -> Element? { root.descendants.first { $0["id"] == id } }
    func input(_ name: String) -> Element? { all("input").first { $0["name"] == name } }

    /// The texts to which `aria-describedby` of an input refers.
    func descriptions(of input: String) -> [String] {
        let ids = self.input(input)?["aria-describedby"]?.split(separator: " ").map(String.init) ?? []
        return ids.compactMap { element(id: $0)?.text }
    }
}

extension Document {
    /// The messages that a page outside of rooms lists.
    var finds: [Element] { all("li").filter { $0["class"]?.split(separator: " ").contains("find") == true } }
}
