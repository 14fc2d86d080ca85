//! Drawings of our own, for products that have no photograph.
//!
//! Everything stands in the same room, on the same ground, in the same light: see [`scene`]. What
//! differs is the subject, its colour and what the seed decides: proportions, patterns, details.

mod category;
mod clothing;
mod coffee;
mod computing;
mod desk;
mod dice;
mod furniture;
mod home;
mod imaging;
mod kitchen;
mod machines;
mod outdoors;
mod paint;
mod parcels;
mod pen;
mod scene;
mod sound;

pub use category::{for_category, subject_for};
pub use paint::Paint;

use dice::Dice;
use pen::Pen;

/// From where a subject is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum View {
    /// Whole, in front of the disc: the picture on cards.
    Front,
    /// Close up, at the part that matters.
    Detail,
    /// In a room, smaller, beside a plant that tells its size.
    Scene,
}

/// How one subject is to look.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Its main colour.
    pub paint: Paint,
    /// The one colour that stands out on it.
    pub accent: Paint,
    /// Decides proportions, patterns and details. The same seed with another colour is the same
    /// thing in another colour.
    pub seed: u64,
    /// Which form of the subject, where it has several, such as a press or a dripper; any when
    /// not given. Forms are counted from 0, in the order of the subject's source.
    pub form: Option<usize>,
    /// From where it is seen.
    pub view: View,
}

macro_rules! subjects {
    ($($(#[$doc:meta])* $name:ident => $module:ident::$draw:ident at [$x:literal, $y:literal]),* $(,)?) => {
        /// What can be drawn.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Subject {
            $($(#[$doc])* $name,)*
        }

        impl Subject {
            /// Every subject.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            fn draw(self, pen: &mut Pen) {
                match self {
                    $(Self::$name => $module::$draw(pen),)*
                }
            }

            /// The point that a close-up shows.
            fn focus(self) -> [f32; 2] {
                match self {
                    $(Self::$name => [$x, $y],)*
                }
            }
        }
    };
}

subjects! {
    /// A mug with its handle on the right.
    Mug => kitchen::mug at [560.0, 640.0],
    /// A kitchen knife, upright against a board.
    Knife => kitchen::knife at [600.0, 700.0],
    /// A frying pan or saucepan.
    Pan => kitchen::pan at [520.0, 800.0],
    /// A kettle.
    Kettle => kitchen::kettle at [560.0, 560.0],
    /// A coffee press or dripper.
    CoffeeMaker => coffee::coffee_maker at [600.0, 560.0],
    /// A bag of coffee.
    CoffeeBag => coffee::coffee_bag at [600.0, 640.0],
    /// A table lamp.
    Lamp => home::lamp at [600.0, 420.0],
    /// A folded blanket.
    Blanket => home::blanket at [520.0, 760.0],
    /// A wall clock.
    Clock => furniture::clock at [640.0, 500.0],
    /// A plant in a pot.
    Planter => home::planter at [600.0, 760.0],
    /// A candle in a glass.
    Candle => home::candle at [600.0, 600.0],
    /// A chair.
    Chair => furniture::chair at [600.0, 520.0],
    /// A notebook.
    Notebook => desk::notebook at [640.0, 560.0],
    /// A pen.
    Pen => desk::pen_tool at [560.0, 640.0],
    /// A desk lamp with an arm.
    DeskLamp => desk::desk_lamp at [520.0, 420.0],
    /// A backpack.
    Bag => desk::bag at [600.0, 700.0],
    /// A sheaf of paper.
    Paper => desk::paper at [520.0, 700.0],
    /// A book.
    Book => desk::book at [560.0, 500.0],
    /// Magazines.
    Magazine => desk::magazine at [560.0, 520.0],
    /// A laptop.
    Laptop => computing::laptop at [600.0, 820.0],
    /// A monitor.
    Monitor => computing::monitor at [700.0, 700.0],
    /// A keyboard.
    Keyboard => computing::keyboard at [430.0, 720.0],
    /// A mouse.
    Mouse => computing::mouse at [560.0, 640.0],
    /// A desktop computer.
    Desktop => computing::desktop at [520.0, 480.0],
    /// A tablet.
    Tablet => computing::tablet at [600.0, 480.0],
    /// A telephone of the kind that one carries.
    Phone => computing::phone at [600.0, 480.0],
    /// A rack server.
    Server => machines::server at [480.0, 640.0],
    /// A router or switch.
    Router => machines::router at [560.0, 820.0],
    /// A disk.
    Drive => machines::drive at [600.0, 600.0],
    /// A memory module.
    Memory => machines::memory at [480.0, 600.0],
    /// An uninterruptible power supply.
    PowerSupply => machines::power_supply at [600.0, 480.0],
    /// A charger with its cable.
    Charger => machines::charger at [560.0, 640.0],
    /// A coiled cable.
    Cable => machines::cable at [600.0, 720.0],
    /// A printer.
    Printer => imaging::printer at [560.0, 640.0],
    /// A toner cartridge.
    Toner => imaging::toner at [500.0, 720.0],
    /// An ink cartridge.
    Ink => imaging::ink at [600.0, 700.0],
    /// A camera.
    Camera => imaging::camera at [600.0, 660.0],
    /// A projector.
    Projector => imaging::projector at [700.0, 720.0],
    /// A television.
    Television => imaging::television at [720.0, 700.0],
    /// Headphones.
    Headphones => sound::headphones at [420.0, 680.0],
    /// A loudspeaker.
    Speaker => sound::speaker at [600.0, 700.0],
    /// A T-shirt.
    TShirt => clothing::tshirt at [600.0, 420.0],
    /// A jumper.
    Jumper => clothing::jumper at [600.0, 480.0],
    /// A pair of socks.
    Socks => clothing::socks at [520.0, 480.0],
    /// A rain jacket.
    Jacket => clothing::jacket at [600.0, 400.0],
    /// A cap.
    Cap => clothing::cap at [560.0, 640.0],
    /// A tent.
    Tent => outdoors::tent at [560.0, 780.0],
    /// A bottle.
    Bottle => outdoors::bottle at [600.0, 400.0],
    /// A bicycle light.
    BikeLight => outdoors::bike_light at [600.0, 560.0],
    /// A box of software.
    SoftwareBox => parcels::software at [600.0, 560.0],
    /// A parcel, for what nothing else fits.
    Parcel => parcels::parcel at [600.0, 640.0],
}

impl Subject {
    /// How much nearer than others a small thing is shown.
    fn closeness(self) -> f32 {
        match self {
            Self::Mug | Self::Bottle => 1.22,
            Self::Candle => 1.14,
            _ => 1.0,
        }
    }
}

/// Draws a subject: an SVG document of 1200 x 1200 units, without text, so that it looks the same
/// whatever fonts a machine has.
#[must_use]
pub fn picture(subject: Subject, look: &Look) -> String {
    let mut pen = Pen::new(look);
    let mut backdrop = Dice::new(look.seed ^ 0x5eed);
    match look.view {
        View::Front => {
            scene::room(&mut pen, look.view, &mut backdrop);
            let scale = subject.closeness();
            // Scaled about the point where it stands.
            let (left, top) = (600.0 * (1.0 - scale), pen::GROUND * (1.0 - scale));
            pen.moved(format_args!("translate({left} {top}) scale({scale})"), |pen| {
                subject.draw(pen);
            });
        }
        View::Detail => {
            let [x, y] = subject.focus();
            let scale = 2.1;
            let (left, top) = (600.0 - x * scale, 600.0 - y * scale);
            // The close-up never looks past the edges of the room.
            let (left, top) = (left.clamp(-1320.0, 0.0), top.clamp(-1320.0, 0.0));
            pen.moved(format_args!("translate({left} {top}) scale({scale})"), |pen| {
                scene::room(pen, look.view, &mut backdrop);
                subject.draw(pen);
            });
        }
        View::Scene => {
            scene::room(&mut pen, look.view, &mut backdrop);
            pen.moved("translate(265 252) scale(.74)", |pen| subject.draw(pen));
        }
    }
    pen.finish()
}
