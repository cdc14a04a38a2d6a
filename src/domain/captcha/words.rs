//! The words that questions are made of, by the names under which `texts` says them in any language,
//! and what they have in common. No word belongs to two of these kinds in any language that the
//! program speaks: an orange would be a fruit and a colour.

/// A word, by the id of its message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word(&'static str);

impl Word {
    /// The id of its message.
    pub const fn id(self) -> &'static str {
        self.0
    }

    /// The word for a number from 0 to 20, which is all that sums come to; beyond, the largest.
    pub fn number(number: usize) -> Self {
        Self(NUMBERS.get(number).copied().unwrap_or(TWENTY))
    }
}

const TWENTY: &str = "word-20";
const NUMBERS: [&str; 21] = [
    "word-0", "word-1", "word-2", "word-3", "word-4", "word-5", "word-6", "word-7", "word-8", "word-9", "word-10", "word-11",
    "word-12", "word-13", "word-14", "word-15", "word-16", "word-17", "word-18", "word-19", TWENTY,
];

/// What some words have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    Animal,
    Fruit,
    Colour,
    Clothing,
    Furniture,
    Body,
    Vehicle,
    Tool,
    Building,
    Instrument,
    Vegetable,
    Drink,
}

impl Family {
    pub const ALL: [Self; 12] = [
        Self::Animal,
        Self::Fruit,
        Self::Colour,
        Self::Clothing,
        Self::Furniture,
        Self::Body,
        Self::Vehicle,
        Self::Tool,
        Self::Building,
        Self::Instrument,
        Self::Vegetable,
        Self::Drink,
    ];

    pub const fn words(self) -> &'static [Word] {
        match self {
            Self::Animal => &ANIMAL,
            Self::Fruit => &FRUIT,
            Self::Colour => &COLOUR,
            Self::Clothing => &CLOTHING,
            Self::Furniture => &FURNITURE,
            Self::Body => &BODY,
            Self::Vehicle => &VEHICLE,
            Self::Tool => &TOOL,
            Self::Building => &BUILDING,
            Self::Instrument => &INSTRUMENT,
            Self::Vegetable => &VEGETABLE,
            Self::Drink => &DRINK,
        }
    }

    /// Whether a person may honestly take a word of `other` for one of this family, in any language that the program
    /// speaks: a horse is something to travel with, and a saw makes music.
    pub const fn is_near(self, other: Self) -> bool {
        match self {
            // A pea and a bean are fruits to a gardener, and a melon is a vegetable.
            Self::Fruit => matches!(other, Self::Vegetable),
            Self::Vegetable => matches!(other, Self::Fruit),
            // Peach, plum, wine and carrot are on any paint chart.
            Self::Colour => matches!(other, Self::Fruit | Self::Vegetable | Self::Drink),
            Self::Vehicle => matches!(other, Self::Animal),
            // A tractor is a farmer's.
            Self::Tool => matches!(other, Self::Vehicle | Self::Instrument),
            // Saws sing, and so do mouths.
            Self::Instrument => matches!(other, Self::Tool | Self::Body),
            // A piano in the room.
            Self::Furniture => matches!(other, Self::Instrument),
            Self::Animal | Self::Clothing | Self::Body | Self::Building | Self::Drink => false,
        }
    }
}

const ANIMAL: [Word; 16] = [
    Word("word-horse"),
    Word("word-dog"),
    Word("word-cat"),
    Word("word-cow"),
    Word("word-sheep"),
    Word("word-pig"),
    Word("word-rabbit"),
    Word("word-lion"),
    Word("word-tiger"),
    Word("word-elephant"),
    Word("word-monkey"),
    Word("word-frog"),
    Word("word-goat"),
    Word("word-fox"),
    Word("word-spider"),
    Word("word-pigeon"),
];
const FRUIT: [Word; 12] = [
    Word("word-apple"),
    Word("word-pear"),
    Word("word-banana"),
    Word("word-cherry"),
    Word("word-grape"),
    Word("word-lemon"),
    Word("word-strawberry"),
    Word("word-peach"),
    Word("word-pineapple"),
    Word("word-melon"),
    Word("word-plum"),
    Word("word-raspberry"),
];
const COLOUR: [Word; 10] = [
    Word("word-red"),
    Word("word-blue"),
    Word("word-green"),
    Word("word-yellow"),
    Word("word-purple"),
    Word("word-brown"),
    Word("word-black"),
    Word("word-white"),
    Word("word-grey"),
    Word("word-pink"),
];
const CLOTHING: [Word; 12] = [
    Word("word-shirt"),
    Word("word-trousers"),
    Word("word-jacket"),
    Word("word-sock"),
    Word("word-shoe"),
    Word("word-hat"),
    Word("word-glove"),
    Word("word-scarf"),
    Word("word-dress"),
    Word("word-skirt"),
    Word("word-sweater"),
    Word("word-boot"),
];
const FURNITURE: [Word; 10] = [
    Word("word-table"),
    Word("word-chair"),
    Word("word-bed"),
    Word("word-cupboard"),
    Word("word-sofa"),
    Word("word-desk"),
    Word("word-bookcase"),
    Word("word-armchair"),
    Word("word-stool"),
    Word("word-cradle"),
];
const BODY: [Word; 12] = [
    Word("word-nose"),
    Word("word-ear"),
    Word("word-eye"),
    Word("word-foot"),
    Word("word-knee"),
    Word("word-arm"),
    Word("word-leg"),
    Word("word-mouth"),
    Word("word-finger"),
    Word("word-shoulder"),
    Word("word-elbow"),
    Word("word-thumb"),
];
const VEHICLE: [Word; 12] = [
    Word("word-car"),
    Word("word-train"),
    Word("word-bus"),
    Word("word-bicycle"),
    Word("word-tram"),
    Word("word-lorry"),
    Word("word-aeroplane"),
    Word("word-ship"),
    Word("word-taxi"),
    Word("word-helicopter"),
    Word("word-tractor"),
    Word("word-ferry"),
];
const TOOL: [Word; 10] = [
    Word("word-hammer"),
    Word("word-saw"),
    Word("word-screwdriver"),
    Word("word-pliers"),
    Word("word-axe"),
    Word("word-chisel"),
    Word("word-spade"),
    Word("word-rake"),
    Word("word-spanner"),
    Word("word-file"),
];
const BUILDING: [Word; 12] = [
    Word("word-church"),
    Word("word-school"),
    Word("word-castle"),
    Word("word-hospital"),
    Word("word-station"),
    Word("word-library"),
    Word("word-factory"),
    Word("word-hotel"),
    Word("word-museum"),
    Word("word-mosque"),
    Word("word-theatre"),
    Word("word-windmill"),
];
const INSTRUMENT: [Word; 12] = [
    Word("word-piano"),
    Word("word-guitar"),
    Word("word-violin"),
    Word("word-trumpet"),
    Word("word-drum"),
    Word("word-flute"),
    Word("word-harp"),
    Word("word-cello"),
    Word("word-accordion"),
    Word("word-clarinet"),
    Word("word-trombone"),
    Word("word-saxophone"),
];
const VEGETABLE: [Word; 12] = [
    Word("word-carrot"),
    Word("word-onion"),
    Word("word-cabbage"),
    Word("word-spinach"),
    Word("word-leek"),
    Word("word-cauliflower"),
    Word("word-pea"),
    Word("word-bean"),
    Word("word-lettuce"),
    Word("word-radish"),
    Word("word-beetroot"),
    Word("word-endive"),
];
const DRINK: [Word; 10] = [
    Word("word-coffee"),
    Word("word-tea"),
    Word("word-milk"),
    Word("word-water"),
    Word("word-wine"),
    Word("word-lemonade"),
    Word("word-cocoa"),
    Word("word-juice"),
    Word("word-beer"),
    Word("word-cider"),
];
