//! Reviews: how many, how many stars, and words that agree with the stars.

use kernel::{ProductId, Timestamp};
use storefront::draft::ReviewDraft;

use crate::{
    dice::Dice,
    fitting::fits,
    phrases::{AUTHORS, FAIR_AFTER, GOOD_AFTER, GOOD_AFTER_ANY, POOR_AFTER, TITLES},
    sheet::Sheet,
};

/// The day after the last review.
const LAST: i64 = 1_794_700_800_000;
const DAY: i64 = 86_400_000;

/// The reviews of one product, oldest first.
pub(crate) fn of(
    product: &ProductId,
    sheet: &Sheet,
    created_at: Timestamp,
    dice: &mut Dice,
) -> Vec<ReviewDraft> {
    // Squared, so that most products have few reviews and some have many.
    let share = dice.below(1000);
    let count = (share * share * 15 / 1_000_000) as usize;
    let merit = dice.below(100);
    let mut said = Said::new(sheet, dice);
    let authors = dice.shuffled(AUTHORS);
    let span = ((LAST - DAY - created_at.millis()) / DAY).max(20) as u64;
    let mut days: Vec<u64> = (0..count).map(|_| 6 + dice.below(span - 6)).collect();
    days.sort_unstable();
    days.iter()
        .enumerate()
        .filter_map(|(index, day)| {
            let stars = stars(merit, dice);
            let (title, body) = said.words(stars, dice)?;
            let initial = char::from(b'A' + dice.below(23) as u8);
            let minute = dice.below(16 * 60) as i64 + 6 * 60;
            Some(ReviewDraft {
                id: format!("{product}-r{}", index + 1),
                product: product.clone(),
                stars,
                title,
                body,
                author: format!("{} {initial}.", authors[index]),
                verified: dice.chance(84),
                published_at: Timestamp::from_millis(
                    (created_at.millis() / DAY + *day as i64) * DAY + minute * 60_000,
                ),
            })
        })
        .collect()
}

/// Stars as buyers give them: most are content, and a product with little merit gets fewer.
fn stars(merit: u64, dice: &mut Dice) -> u8 {
    let [five, four, three, two] = match merit {
        0..8 => [24, 52, 76, 90],
        8..30 => [42, 76, 90, 96],
        30..75 => [60, 88, 96, 98],
        _ => [74, 96, 99, 100],
    };
    match dice.below(100) {
        throw if throw < five => 5,
        throw if throw < four => 4,
        throw if throw < three => 3,
        throw if throw < two => 2,
        _ => 1,
    }
}

type Line = (&'static str, &'static str);

/// What is still unsaid about one product: no two of its reviews share a sentence.
struct Said {
    good: Vec<Line>,
    fair: Vec<Line>,
    poor: Vec<Line>,
    good_after: Vec<&'static str>,
    fair_after: Vec<&'static str>,
    poor_after: Vec<&'static str>,
}

impl Said {
    fn new(sheet: &Sheet, dice: &mut Dice) -> Self {
        let (voice, facts) = (&sheet.kind.voice, sheet.facts());
        let mut fitting = |lines: &[Line]| {
            let mut lines = dice.shuffled(lines);
            lines.retain(|(_, line)| fits(sheet.kind.code, line, &facts));
            lines
        };
        let (good, fair, poor) = (fitting(voice.good), fitting(voice.fair), fitting(voice.poor));
        Self {
            good,
            fair,
            poor,
            good_after: dice.shuffled(if voice.thing { GOOD_AFTER } else { GOOD_AFTER_ANY }),
            fair_after: dice.shuffled(FAIR_AFTER),
            poor_after: dice.shuffled(POOR_AFTER),
        }
    }

    /// A headline and a body, or nothing when all has been said.
    fn words(&mut self, stars: u8, dice: &mut Dice) -> Option<(String, String)> {
        let (lines, after) = match stars {
            4..=5 => (&mut self.good, &mut self.good_after),
            3 => (&mut self.fair, &mut self.fair_after),
            _ => (&mut self.poor, &mut self.poor_after),
        };
        let (own_title, line) = lines.pop()?;
        let mut body = line.to_owned();
        if stars == 4 && dice.chance(45) {
            // Four stars are mostly praise with one reservation.
            if let Some((_, niggle)) = self.fair.pop() {
                body.push(' ');
                body.push_str(niggle);
            }
        } else if dice.chance(68)
            && let Some(sentence) = after.pop()
        {
            body.push(' ');
            body.push_str(sentence);
        }
        let general = TITLES[usize::from(stars) - 1];
        let title = if dice.chance(55) { own_title } else { *dice.pick(general) };
        Some((title.to_owned(), body))
    }
}
