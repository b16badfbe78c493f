mod answers;
mod form;
mod fuzz;
mod publish;
mod requirements;
