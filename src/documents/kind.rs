//! The three kinds of file that are taken, told by their first bytes and never by their name.

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Jpeg,
    Png,
    Pdf,
}

impl Kind {
    /// How many first bytes `of` needs to tell.
    pub const HEAD_BYTES: usize = 8;

    /// The kind of a file that begins with `head`, which must stand at the very first byte.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if head.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else {
            None
        }
    }

    /// The kind a content type stands for; parameters behind a semicolon do not matter.
    pub fn declared(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "image/jpeg" | "image/jpg" | "image/pjpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            "application/pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// The content type under which it is kept and served.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[test]
    fn a_kind_is_told_by_the_first_bytes_alone() {
        assert_eq!(Kind::of(b"\xff\xd8\xff\xe0\0\x10JF"), Some(Kind::Jpeg));
        assert_eq!(Kind::of(b"\x89PNG\r\n\x1a\n"), Some(Kind::Png));
        assert_eq!(Kind::of(b"%PDF-1.7"), Some(Kind::Pdf));
        for other in [b"\n%PDF-1.".as_slice(), b"<svg xml", b"GIF89a..", b"PK\x03\x04....", b"MZ......", b""]
        {
            assert_eq!(Kind::of(other), None);
        }
    }

    #[test]
    fn a_declared_type_is_read_without_its_parameters() {
        assert_eq!(Kind::declared("Image/JPEG; q=1"), Some(Kind::Jpeg));
        assert_eq!(Kind::declared("image/svg+xml"), None);
        assert_eq!(Kind::declared(""), None);
    }
}
