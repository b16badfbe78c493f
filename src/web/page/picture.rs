//! A QR code as pages show it: one path of squares, drawn by the browser at any size.

use serde::Serialize;

use crate::error::Fault;

/// The code.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// How many squares wide, with the quiet edge.
    width: usize,
    path: String,
}

impl Picture {
    /// Squares that stay free on every side, as ISO/IEC 18004 asks.
    const EDGE: usize = 4;

    /// The code of an address.
    ///
    /// # Errors
    /// When it is too long for any code.
    pub fn of(text: &str) -> Result<Self, Fault> {
        let code = qrcode::QrCode::new(text)
            .map_err(|error| Fault::caused("an address is too long for a QR code", error))?;
        let side = code.width();
        let dark =
            code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == qrcode::Color::Dark);
        let square = |(place, _): (usize, qrcode::Color)| {
            format!("M{} {}h1v1h-1z", place % side + Self::EDGE, place / side + Self::EDGE)
        };
        Ok(Self { width: side + 2 * Self::EDGE, path: dark.map(square).collect() })
    }

    #[cfg(test)]
    pub fn sample() -> Self {
        Self { width: 29, path: "M4 4h1v1h-1z".to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_the_three_corners_and_a_quiet_edge() {
        let picture = Picture::of("otpauth://totp/PSER:x?secret=GEZDGNBV&issuer=PSER").unwrap();
        assert!(picture.path.starts_with("M4 4h1v1h-1z"), "{}", picture.path);
        assert!((29..60).contains(&picture.width), "{}", picture.width);
    }
}
