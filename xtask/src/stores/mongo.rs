//! A private MongoDB, or what stands in for it.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use super::mongo_wire::{self, Answer};
use super::{Place, Store};
use crate::process::{self, Recorded};
use crate::tools::mongo::MongoServer;

pub(super) fn start(place: &Place<'_>, server: &MongoServer) -> Result<(Recorded, String)> {
    let home = place.home(Store::Mongo);
    fs::create_dir_all(&home)?;
    let words = server.command_line(&place.port.to_string(), &home.to_string_lossy());
    let (program, arguments) = words.split_first().context("a command has a program")?;
    let mut command = Command::new(program);
    // The stand-in looks for settings in the folder it starts in.
    command.args(arguments).current_dir(&home);
    let process = process::spawn_detached(&command, &place.folder.log(Store::Mongo.name()))?;
    let moved = place.previous_port.is_some_and(|port| port != place.port);
    let mut told = false;
    place.wait(Store::Mongo, process, || match mongo_wire::hello(place.port) {
        Ok(Answer::Writable) => true,
        Ok(Answer::NotWritable) => {
            // A new replica set is told once that it is one, and again when its address changed.
            if !told && matches!(server, MongoServer::Mongod(_)) {
                told = mongo_wire::initiate(place.port, moved).is_ok();
            }
            false
        }
        Err(_) => false,
    })?;
    Ok((process, format!("mongodb://127.0.0.1:{}/quayside?directConnection=true", place.port)))
}
