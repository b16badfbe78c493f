//! What processes have used of processor and memory, as the kernel counts it.

use std::fs;

use anyhow::{Context as _, Result};

/// Clock ticks a second, which Linux has fixed for what it shows to programs.
const TICKS: f64 = 100.0;

/// CPU seconds of one process and its ended children.
pub(crate) fn of(process: i32) -> Result<f64> {
    let fields = stat(process).with_context(|| format!("process {process} has ended"))?;
    // utime, stime, cutime, cstime: fields 14 to 17 of proc(5), counted from the state, which is the third.
    let ticks: f64 = fields[11..15].iter().filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / TICKS)
}

/// CPU seconds of a process and all its children, living and ended.
pub(crate) fn of_tree(process: i32) -> Result<f64> {
    let mut sum = of(process)?;
    for entry in fs::read_dir("/proc")? {
        let Some(child) = entry?.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else {
            continue;
        };
        let is_child = stat(child).is_some_and(|fields| fields[1] == process.to_string());
        if is_child {
            // One that ended meanwhile is counted by its parent next time.
            sum += of(child).unwrap_or_default();
        }
    }
    Ok(sum)
}

/// Resident memory of a process, in megabytes.
pub(crate) fn megabytes(process: i32) -> Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line =
        status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("the process has no memory")?;
    let kilobytes: f64 = line.split_whitespace().next().context("VmRSS has a number")?.parse()?;
    Ok(kilobytes / 1024.0)
}

/// The fields after the name, which is in brackets and may hold blanks.
fn stat(process: i32) -> Option<Vec<String>> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, rest) = text.rsplit_once(')')?;
    Some(rest.split_whitespace().map(str::to_owned).collect())
}
