//! The part of CEL that forms and scorecards may use, and the kinds that go together. An expression is checked as its
//! author wrote it, before macros are expanded.

use std::sync::Arc;

use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, SelectExpr, operators as op};

use super::{Kind, Scope};
use crate::workflow::unknown;

/// How many searches of lists may stand inside one another: each goes through its list for every item of the one around it.
const MOST_SEARCHES: usize = 2;

/// The kind of an expression over the names of `scope`.
pub(super) fn checked(expression: &IdedExpr, scope: &Scope) -> Result<Kind, String> {
    if searches(expression) > MOST_SEARCHES {
        return Err(format!(
            "at most {MOST_SEARCHES} of exists, exists_one, all, filter and map stand inside one another"
        ));
    }
    kind_of(expression, scope)
}

fn kind_of(expression: &IdedExpr, scope: &Scope) -> Result<Kind, String> {
    match &expression.expr {
        Expr::Ident(name) => scope.kind(name).cloned().ok_or_else(|| unknown("answer", name, &scope.names())),
        Expr::Select(select) => field(select, scope),
        Expr::Literal(literal) => literal_kind(literal),
        Expr::List(list) => {
            let kinds: Vec<Kind> =
                list.elements.iter().map(|element| kind_of(element, scope)).collect::<Result<_, _>>()?;
            same_kind(kinds)
        }
        Expr::Call(call) => match &call.target {
            Some(target) => method(call, target, scope),
            None => function(call, scope),
        },
        _ => Err(only("maps and messages")),
    }
}

fn searches(expression: &IdedExpr) -> usize {
    match &expression.expr {
        Expr::Call(call) => {
            let within = call.args.iter().map(searches).max().unwrap_or_default();
            let is_search = matches!(
                call.func_name.as_str(),
                op::EXISTS | op::ALL | op::EXISTS_ONE | op::FILTER | op::MAP
            );
            let before = call.target.as_ref().map_or(0, |target| searches(target));
            before.max(within + usize::from(is_search))
        }
        Expr::List(list) => list.elements.iter().map(searches).max().unwrap_or_default(),
        Expr::Select(select) => searches(&select.operand),
        _ => 0,
    }
}

fn field(select: &SelectExpr, scope: &Scope) -> Result<Kind, String> {
    match kind_of(&select.operand, scope)? {
        Kind::Record(fields) => fields
            .kind(&select.field)
            .cloned()
            .ok_or_else(|| unknown("answer", &select.field, &fields.names())),
        other => Err(format!("`.{}` is asked of {}", select.field, other.described())),
    }
}

fn literal_kind(literal: &LiteralValue) -> Result<Kind, String> {
    match literal {
        LiteralValue::Boolean(_) => Ok(Kind::Flag),
        LiteralValue::Int(_) => Ok(Kind::Number),
        LiteralValue::String(_) => Ok(Kind::Text),
        _ => Err("an expression holds whole numbers, 'texts', true and false".to_owned()),
    }
}

// An empty list is compared with any list; `Text` stands for what it could have held.
fn same_kind(kinds: Vec<Kind>) -> Result<Kind, String> {
    let mut kinds = kinds.into_iter();
    let first = kinds.next().unwrap_or(Kind::Text);
    match kinds.find(|kind| *kind != first) {
        None => list_of(first),
        Some(other) => Err(format!(
            "a list holds values of one kind, not {} and {}",
            first.described(),
            other.described()
        )),
    }
}

/// A list of lists grows with every list that is made of it.
fn list_of(element: Kind) -> Result<Kind, String> {
    match element {
        Kind::List(_) => Err("a list does not hold lists".to_owned()),
        element => Ok(Kind::List(Arc::new(element))),
    }
}

fn function(call: &CallExpr, scope: &Scope) -> Result<Kind, String> {
    let name = call.func_name.as_str();
    let kinds: Vec<Kind> = call.args.iter().map(|arg| kind_of(arg, scope)).collect::<Result<_, _>>()?;
    match (name, kinds.as_slice()) {
        (op::LOGICAL_AND | op::LOGICAL_OR | op::LOGICAL_NOT, parts) => all(parts, &Kind::Flag, Kind::Flag),
        (op::EQUALS | op::NOT_EQUALS, [left, right]) => {
            let is_empty_list =
                |arg: &IdedExpr| matches!(&arg.expr, Expr::List(list) if list.elements.is_empty());
            let lists = matches!((left, right), (Kind::List(_), Kind::List(_)));
            if left == right || lists && call.args.iter().any(is_empty_list) {
                return Ok(Kind::Flag);
            }
            Err(mismatch(left, right))
        }
        (op::LESS | op::LESS_EQUALS | op::GREATER | op::GREATER_EQUALS, [left, right]) => {
            if (left, right) == (&Kind::Number, &Kind::Number) {
                Ok(Kind::Flag)
            } else {
                Err(mismatch(left, right))
            }
        }
        (op::ADD | op::SUBSTRACT | op::MULTIPLY | op::DIVIDE | op::MODULO | op::NEGATE, parts) => {
            all(parts, &Kind::Number, Kind::Number)
        }
        (op::IN, [item, Kind::List(element)]) if *item == **element => Ok(Kind::Flag),
        (op::IN, _) => Err("`in` looks up a value in a list of values of its kind".to_owned()),
        (op::CONDITIONAL, [Kind::Flag, one, other]) if one == other => Ok(one.clone()),
        (op::CONDITIONAL, [Kind::Flag, one, other]) => {
            Err(format!("`? :` gives {} or {}; both must be of one kind", one.described(), other.described()))
        }
        (op::CONDITIONAL, [other, ..]) => Err(format!("`? :` asks {}, not true or false", other.described())),
        ("size", [Kind::List(_) | Kind::Text]) => Ok(Kind::Number),
        ("sum", [Kind::List(element)]) if **element == Kind::Number => Ok(Kind::Number),
        ("size" | "sum", _) => Err(format!("`{name}` is asked of one list")),
        _ => Err(only(&format!("`{}`", name.trim_matches('_')))),
    }
}

fn method(call: &CallExpr, target: &IdedExpr, scope: &Scope) -> Result<Kind, String> {
    let name = call.func_name.as_str();
    let on = kind_of(target, scope)?;
    match (name, call.args.as_slice()) {
        ("size", []) if matches!(on, Kind::List(_) | Kind::Text) => Ok(Kind::Number),
        (op::EXISTS | op::ALL | op::EXISTS_ONE | op::FILTER | op::MAP, [variable, body]) => {
            let Kind::List(element) = &on else {
                return Err(format!("`{name}` is asked of {}, not a list", on.described()));
            };
            let Expr::Ident(variable) = &variable.expr else {
                return Err(format!("`{name}` begins with a name for one item of the list"));
            };
            if scope.kind(variable).is_some() {
                return Err(format!("`{variable}` already stands for something else"));
            }
            let mut inner = scope.clone();
            inner.declare(variable, Kind::clone(element));
            let body = kind_of(body, &inner)?;
            match (name, body) {
                (op::MAP, body) => list_of(body),
                (op::FILTER, Kind::Flag) => Ok(on),
                (_, Kind::Flag) => Ok(Kind::Flag),
                (_, other) => Err(format!("`{name}` asks {}, not true or false", other.described())),
            }
        }
        _ => Err(only(&format!("`{name}`"))),
    }
}

fn all(parts: &[Kind], wanted: &Kind, answer: Kind) -> Result<Kind, String> {
    match parts.iter().find(|part| *part != wanted) {
        None => Ok(answer),
        Some(other) => Err(format!("an operand is {}, not {}", other.described(), wanted.described())),
    }
}

fn mismatch(left: &Kind, right: &Kind) -> String {
    format!("the expression compares {} with {}", left.described(), right.described())
}

fn only(found: &str) -> String {
    format!(
        "{found} may not be used; only answers, whole numbers, 'texts', && || ! == != < <= > >= in + - * / % ? :, size, sum, \
         exists, exists_one, all, filter and map may"
    )
}
