//! Where the money of each programme stands.

use crate::app::App;
use crate::casework::report::Money;
use crate::texts;
use crate::web::page::Page;
use crate::web::supervision::figures::chart::Across;
use crate::web::supervision::figures::figure::{Cell, Figure, PLAIN, SECOND, THIRD};
use crate::web::supervision::words;

/// The money of each programme.
pub(super) fn money(app: &App, page: &Page, money: &[Money]) -> Figure {
    let is_one = money.len() == 1;
    let mut bars = Vec::new();
    let mut rows = Vec::new();
    for Money { programme, balances } in money {
        let title = words::programme(app, page, programme);
        let amounts = [
            ("figures-appropriated", balances.appropriated(), PLAIN),
            ("figures-held", balances.held, SECOND),
            ("figures-paid", balances.paid, PLAIN),
            ("figures-left", balances.available, THIRD),
        ];
        for (id, amount, class) in &amounts {
            let label = page.say(id);
            let label = if is_one { label } else { format!("{title}: {label}") };
            let paisa = amount.paisa();
            bars.push(Across { label, value: paisa, shown: texts::rupees(paisa), class });
        }
        let cells = amounts.iter().map(|(_, amount, _)| Cell::Money(amount.paisa()));
        rows.push([Cell::Text(title)].into_iter().chain(cells).collect());
    }
    let head = ["figures-programme", "figures-appropriated", "figures-held", "figures-paid", "figures-left"];
    Figure::new(page, "money", &bars, &head, rows)
}
