//! The id of an order, which is the number that people read and type.

use kernel::OrderId;

/// Letters that are not taken for one another when read aloud or copied by hand (Crockford).
const LEGIBLE: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A new id of 60 random bits, `XXXX-XXXX-XXXX`: two alike are not to be feared, and it tells
/// nobody how many orders there were before.
pub(crate) fn new_order_id() -> OrderId {
    let random = kernel::random_token::<12>();
    let mut text = String::with_capacity(14);
    for (place, pair) in random.as_bytes().chunks_exact(2).enumerate() {
        if place > 0 && place.is_multiple_of(4) {
            text.push('-');
        }
        let digit = |c: u8| if c.is_ascii_digit() { c - b'0' } else { c - b'a' + 10 };
        let byte = digit(pair[0]) << 4 | digit(pair[1]);
        text.push(char::from(LEGIBLE[usize::from(byte % 32)]));
    }
    OrderId::parse(text).expect("letters, digits and dashes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_legible_and_differ() {
        let ids: std::collections::HashSet<_> = (0..500).map(|_| new_order_id()).collect();
        assert_eq!(ids.len(), 500);
        for id in &ids {
            let groups: Vec<_> = id.as_str().split('-').collect();
            assert!(groups.len() == 3 && groups.iter().all(|group| group.len() == 4), "{id}");
            assert!(!id.as_str().contains(['I', 'L', 'O', 'U']), "{id}");
        }
        let seen: std::collections::HashSet<char> =
            ids.iter().flat_map(|id| id.as_str().chars()).collect();
        assert_eq!(seen.len(), 33, "all letters and the dash");
    }
}
