/// The colours of one generated picture, as hexadecimal sRGB.
///
/// Picked by hand. `ground` and `accent` are neither near white nor near black, so that a picture edged with
/// them stands out on light and on dark pages. `main` has a contrast of at least 3:1 with the ground (WCAG 2.2,
/// 1.4.11); the others suit both.
struct Palette {
    let ground: String
    let main: String
    let second: String
    let accent: String

    static let all: [Palette] = [
        Palette(ground: "#0f6b70", main: "#f6e7c8", second: "#f2a65a", accent: "#e85f4a"),
        Palette(ground: "#4b46a3", main: "#fbdccb", second: "#9fb0ff", accent: "#ff9270"),
        Palette(ground: "#7a3163", main: "#fadcea", second: "#f08fb8", accent: "#f7b84b"),
        Palette(ground: "#2f7152", main: "#eef5cf", second: "#9dcc84", accent: "#f5c24c"),
        Palette(ground: "#1f62ab", main: "#e4f1ff", second: "#73c2f0", accent: "#ffd05e"),
        Palette(ground: "#9a3834", main: "#fde6d3", second: "#ee9a75", accent: "#f3cb5f"),
        Palette(ground: "#4a6079", main: "#eaf1f7", second: "#92c4dc", accent: "#f7a072"),
        Palette(ground: "#6f7433", main: "#faf5d7", second: "#cdd37c", accent: "#ee7a4a"),
        Palette(ground: "#e3a72f", main: "#4a2348", second: "#fff2d4", accent: "#c23f3c"),
        Palette(ground: "#5caede", main: "#12335e", second: "#fff4d8", accent: "#f9a84f"),
        Palette(ground: "#e88f9f", main: "#571b38", second: "#fff0e9", accent: "#f9cf62"),
        Palette(ground: "#86c9a8", main: "#164844", second: "#fef7dd", accent: "#ef7452"),
        Palette(ground: "#a796da", main: "#2d2160", second: "#fdeefe", accent: "#ffcd66"),
        Palette(ground: "#ec8658", main: "#43203c", second: "#fff0d8", accent: "#ffce5c"),
        Palette(ground: "#4db3b0", main: "#103a48", second: "#f7fbea", accent: "#ff8468"),
        Palette(ground: "#c3c25a", main: "#2b4430", second: "#fffbe0", accent: "#d9603f"),
    ]
}
