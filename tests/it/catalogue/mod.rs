mod answers;
mod form;
mod publish;
mod requirements;
