//! Names in PDF syntax (ISO 32000, 7.3.5): a slash, then regular characters, any of which may be written as `#xx`.

/// A name, decoded. One too long to be of interest is empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    bytes: [u8; Name::MAX],
    length: usize,
}

impl Name {
    const MAX: usize = 24;

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

/// All names in some bytes, in order, whatever stands around them.
#[derive(Debug)]
pub(super) struct Names<'a> {
    rest: &'a [u8],
}

impl<'a> Names<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }
}

impl Iterator for Names<'_> {
    type Item = Name;

    fn next(&mut self) -> Option<Name> {
        let slash = self.rest.iter().position(|byte| *byte == b'/')?;
        let mut rest = &self.rest[slash + 1..];
        let mut name = Name { bytes: [0; Name::MAX], length: 0 };
        let mut is_overlong = false;
        while let Some((byte, behind)) = regular(rest) {
            rest = behind;
            if let Some(place) = name.bytes.get_mut(name.length) {
                *place = byte;
                name.length += 1;
            } else {
                is_overlong = true;
            }
        }
        self.rest = rest;
        if is_overlong {
            name.length = 0;
        }
        Some(name)
    }
}

/// The next character of a name, decoded, and what stands behind it.
fn regular(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let (&byte, behind) = bytes.split_first()?;
    if matches!(
        byte,
        b'\0'
            | b'\t'
            | b'\n'
            | 0x0c
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    ) {
        return None;
    }
    if byte == b'#'
        && let [high, low, behind @ ..] = behind
        && let (Some(high), Some(low)) = (digit(*high), digit(*low))
    {
        return Some((high << 4 | low, behind));
    }
    Some((byte, behind))
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_are_found_and_decoded_wherever_they_stand() {
        let text =
            b"<</S/JavaScript/JS(app.x)>>/J#61vaScr#69pt [/A#2] //B /a-name-far-too-long-to-be-of-interest";
        let names: Vec<Vec<u8>> = Names::of(text).map(|name| name.as_bytes().to_vec()).collect();
        let expected: [&[u8]; 8] = [b"S", b"JavaScript", b"JS", b"JavaScript", b"A#2", b"", b"B", b""];
        assert_eq!(names, expected);
    }
}
