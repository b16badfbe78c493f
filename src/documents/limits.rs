//! How large and how demanding a file may be.

/// Bounds on one file, and on the memory that all examinations of a process take together.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most bytes of a file as received.
    pub file_bytes: u64,
    /// Most pixels of an image, whatever its header says they need.
    pub image_pixels: u64,
    /// Most pages of a PDF.
    pub pdf_pages: usize,
    /// Bytes that all examinations running at once may take together. One file that alone needs more is refused, so
    /// this also caps an image: at three bytes a pixel, decoded and turned, to about 25 megapixels.
    pub examination_bytes: u64,
}

impl Limits {
    /// The limits of a file of at most `file_bytes`, the rest as the product ships.
    pub const fn of(file_bytes: u64) -> Self {
        Self { file_bytes, ..Self::SHIPPED }
    }

    const SHIPPED: Self = Self {
        file_bytes: 10 * 1024 * 1024,
        image_pixels: 40_000_000,
        pdf_pages: 50,
        examination_bytes: 160 * 1024 * 1024,
    };
}

impl Default for Limits {
    fn default() -> Self {
        Self::SHIPPED
    }
}
