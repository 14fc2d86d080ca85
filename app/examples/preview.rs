//! Writes pages of a shop in memory into a folder, to be looked at without any store:
//! `preview FOLDER ADDRESS ...`. Each page is a file named after its address, pictures are drawings
//! under `img/`.

#[path = "../tests/fakes/mod.rs"]
mod fakes;

use std::{error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("a folder to write into")?;
    let folder = Path::new(&folder);
    let shop = fakes::shop();
    fs::create_dir_all(folder.join("img"))?;
    for (key, drawing) in &shop.drawings {
        fs::write(folder.join("img").join(format!("{key}.svg")), drawing)?;
    }
    for address in arguments {
        let page = shop.get(&address);
        let name: String = address
            .chars()
            .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' })
            .collect();
        println!("{} {address} {} bytes", page.status, page.html.len());
        fs::write(folder.join(format!("{name}.html")), page.html)?;
    }
    Ok(())
}
