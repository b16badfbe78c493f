//! The diagram shows every stage and everything that leads from it.

use super::cash_assistance;

#[test]
fn the_diagram_shows_every_stage_action_event_time_and_outcome() {
    let drawn = cash_assistance().draw();
    assert!(drawn.starts_with("stateDiagram-v2\n"));
    for line in [
        "[*] --> submitted",
        "submitted --> documents_pending: [checks-done if documents.missing > 0]",
        "submitted --> verifying: [checks-done]",
        "documents_pending --> lapsed: [after 30 days]",
        "verifying --> approved: verify",
        "approved --> approved: propose-payment",
        "approved --> approved: approve-payment (starts pay)",
        "approved --> disbursed: [pay settled]",
        "submitted --> withdrawn: withdraw",
        "disbursed --> [*]",
    ] {
        assert!(drawn.lines().any(|drawn| drawn.trim() == line), "{line}\n{drawn}");
    }
}
