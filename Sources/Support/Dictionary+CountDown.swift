extension Dictionary where Value == Int {
    /// Takes a number from a count. A key whose count ends is removed.
    public mutating func countDown(_ key: Key, by number: Int = 1) {
        let left = self[key, default: 0] - number
        self[key] = left > 0 ? left : nil
    }
}
