//! Conditions and expressions as their authors wrote them, compiled within bounds: parser and interpreter recurse, so that
//! a text nested without end would end the program and not the author's patience.

use std::thread;

use cel::common::ast::Expr;
use cel::{IdedExpr, ParseErrors, Program};

/// The longest text, in bytes.
const LONGEST: usize = 2_000;
/// Most opening brackets of a text, and so the deepest nesting that the parser meets.
const MOST_BRACKETS: usize = 40;
/// How many expressions may stand inside one another: what two megabytes of stack, those of a thread that serves, have
/// ample room for. A chain such as `a + b + c` is as deep as it is long.
const DEEPEST: usize = 24;
/// Room for what the bounds before let the parser meet: it takes up to 150 kilobytes for a bracket.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Compiles a text by `compile`. `what` it is, is told to the author.
///
/// # Errors
/// A sentence for the author.
pub(crate) fn compiled(
    what: &str,
    text: &str,
    compile: impl FnOnce(&str) -> Result<Program, ParseErrors> + Send,
) -> Result<Program, String> {
    if text.len() > LONGEST {
        return Err(format!("{what} is at most {LONGEST} bytes long"));
    }
    if text.bytes().filter(|byte| matches!(byte, b'(' | b'[' | b'{')).count() > MOST_BRACKETS {
        return Err(format!("{what} has at most {MOST_BRACKETS} opening brackets"));
    }
    let parsed = || {
        let program = compile(text).map_err(|errors| {
            let first = errors.errors.first().map_or_else(String::new, |error| error.msg.clone());
            format!("`{text}` is not {what}: {first}")
        })?;
        if depth(program.expression()) > DEEPEST {
            return Err(format!("{what} is at most {DEEPEST} deep"));
        }
        Ok(program)
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, parsed);
        let done = thread.map(thread::ScopedJoinHandle::join);
        // A parser that panics has met a text it cannot read.
        done.map_err(|error| format!("{what} could not be compiled: {error}"))?
            .unwrap_or_else(|_| Err(format!("`{text}` is not {what}")))
    })
}

/// How deep an expression goes, where it holds nothing but what authors may use.
fn depth(expression: &IdedExpr) -> usize {
    let below = match &expression.expr {
        Expr::Call(call) => {
            call.target.iter().map(|target| depth(target)).chain(call.args.iter().map(depth)).max()
        }
        Expr::List(list) => list.elements.iter().map(depth).max(),
        Expr::Select(select) => Some(depth(&select.operand)),
        _ => None,
    };
    1 + below.unwrap_or_default()
}
