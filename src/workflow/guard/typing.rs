//! The part of CEL that conditions may use, and the kinds that go together. Without functions and arithmetic a
//! condition always has an answer, and the proofs can reason about it.

use cel::IdedExpr;
use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};

use crate::workflow::formula::Formula;
use crate::workflow::problem::unknown;
use crate::workflow::vocabulary::{Fact, FactKind};

/// What a sub-expression is: true or false with its logic, or a value with its text.
enum Typed {
    Logic(Formula),
    Value(FactKind, String),
}

/// The logic of an expression that must be true or false; the facts it reads are added to `used`.
pub(super) fn condition(
    expression: &IdedExpr,
    declared: &[Fact],
    used: &mut Vec<Fact>,
) -> Result<Formula, String> {
    Checker { declared, used }.logic(expression)
}

struct Checker<'c> {
    declared: &'c [Fact],
    used: &'c mut Vec<Fact>,
}

impl Checker<'_> {
    fn logic(&mut self, expression: &IdedExpr) -> Result<Formula, String> {
        match self.typed(expression)? {
            Typed::Logic(formula) => Ok(formula),
            Typed::Value(kind, text) => Err(format!("`{text}` is {}, not true or false", described(kind))),
        }
    }

    fn value(&mut self, expression: &IdedExpr) -> Result<(FactKind, String), String> {
        match self.typed(expression)? {
            Typed::Value(kind, text) => Ok((kind, text)),
            Typed::Logic(_) => Err("true or false is compared only by == and !=".to_owned()),
        }
    }

    fn typed(&mut self, expression: &IdedExpr) -> Result<Typed, String> {
        match &expression.expr {
            Expr::Ident(_) | Expr::Select(_) => self.fact(&expression.expr),
            Expr::Literal(literal) => literal_of(literal),
            Expr::Call(call) => self.call(call),
            Expr::List(list) => {
                let mut texts = Vec::new();
                for element in &list.elements {
                    let (FactKind::Text, text) = self.value(element)? else {
                        return Err("a list in a condition holds texts".to_owned());
                    };
                    texts.push(text);
                }
                Ok(Typed::Value(FactKind::Texts, format!("[{}]", texts.join(","))))
            }
            _ => Err(only()),
        }
    }

    fn fact(&mut self, expression: &Expr) -> Result<Typed, String> {
        let name = dotted(expression).ok_or_else(only)?;
        let Some(fact) = self.declared.iter().find(|fact| fact.name == name) else {
            let names: Vec<&str> = self.declared.iter().map(|fact| fact.name).collect();
            return Err(unknown("fact", &name, &names));
        };
        if !self.used.contains(fact) {
            self.used.push(*fact);
        }
        Ok(match fact.kind {
            FactKind::Flag => Typed::Logic(Formula::Atom(name)),
            kind => Typed::Value(kind, name),
        })
    }

    fn call(&mut self, call: &CallExpr) -> Result<Typed, String> {
        let args = &call.args;
        let formula = match (call.func_name.as_str(), args.as_slice()) {
            (operators::LOGICAL_AND, parts) => Formula::All(self.all(parts)?),
            (operators::LOGICAL_OR, parts) => Formula::Any(self.all(parts)?),
            (operators::LOGICAL_NOT, [inner]) => Formula::Not(Box::new(self.logic(inner)?)),
            (operators::EQUALS, [left, right]) => self.equality(left, right)?,
            (operators::NOT_EQUALS, [left, right]) => Formula::Not(Box::new(self.equality(left, right)?)),
            (
                operator @ (operators::LESS
                | operators::LESS_EQUALS
                | operators::GREATER
                | operators::GREATER_EQUALS),
                [left, right],
            ) => self.comparison(operator, [left, right], FactKind::Number)?,
            (operators::IN, [left, right]) => {
                let ((FactKind::Text, item), (FactKind::Texts, list)) =
                    (self.value(left)?, self.value(right)?)
                else {
                    return Err("`in` looks up a text in a list of texts".to_owned());
                };
                Formula::Atom(format!("{item} in {list}"))
            }
            (other, _) => {
                let sign = other.trim_matches('_');
                return Err(format!("`{sign}` is not part of the language of conditions; {}", only()));
            }
        };
        Ok(Typed::Logic(formula))
    }

    fn all(&mut self, parts: &[IdedExpr]) -> Result<Vec<Formula>, String> {
        parts.iter().map(|part| self.logic(part)).collect()
    }

    fn equality(&mut self, left: &IdedExpr, right: &IdedExpr) -> Result<Formula, String> {
        match (self.typed(left)?, self.typed(right)?) {
            (Typed::Logic(left), Typed::Logic(right)) => Ok(Formula::Same(Box::new(left), Box::new(right))),
            (Typed::Value(kind, one), Typed::Value(other, two)) if kind == other => {
                Ok(Formula::Atom(format!("{one} == {two}")))
            }
            (Typed::Value(kind, _), Typed::Value(other, _)) => Err(mismatch(kind, other)),
            _ => Err("`==` compares true or false with something else".to_owned()),
        }
    }

    fn comparison(&mut self, sign: &str, sides: [&IdedExpr; 2], kind: FactKind) -> Result<Formula, String> {
        let (first, left) = self.value(sides[0])?;
        let (second, right) = self.value(sides[1])?;
        if first != kind || second != kind {
            return Err(mismatch(first, second));
        }
        Ok(Formula::Atom(format!("{left} {} {right}", sign.trim_matches('_'))))
    }
}

fn literal_of(literal: &LiteralValue) -> Result<Typed, String> {
    match literal {
        LiteralValue::Boolean(value) => Ok(Typed::Logic(Formula::Always(*value.inner()))),
        LiteralValue::Int(value) => Ok(Typed::Value(FactKind::Number, value.inner().to_string())),
        LiteralValue::String(value) => Ok(Typed::Value(FactKind::Text, format!("'{}'", value.inner()))),
        _ => Err("a condition holds whole numbers, texts, true and false".to_owned()),
    }
}

fn dotted(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) if !select.test => {
            Some(format!("{}.{}", dotted(&select.operand.expr)?, select.field))
        }
        _ => None,
    }
}

fn described(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Flag => "true or false",
        FactKind::Number => "a number",
        FactKind::Text => "a text",
        FactKind::Texts => "a list of texts",
    }
}

fn mismatch(left: FactKind, right: FactKind) -> String {
    format!("the condition compares {} with {}", described(left), described(right))
}

fn only() -> String {
    "only facts, whole numbers, 'texts' and && || ! == != < <= > >= in may be used".to_owned()
}
