//! Names as they are common in Punjab, in both scripts.

pub(in crate::cli) const MEN: &[&str] = &[
    "Muhammad Akram",
    "Ghulam Rasool",
    "Abdul Sattar",
    "Allah Ditta",
    "Muhammad Yousaf",
    "Bashir Ahmad",
    "Imran Ali",
    "Nazir Hussain",
    "Zafar Iqbal",
    "Riaz Masih",
    "Sardar Khan",
    "Khadim Hussain",
    "محمد اسلم",
    "غلام حسین",
    "عبدالغفور",
];
pub(in crate::cli) const WOMEN: &[&str] = &[
    "Kaneez Fatima",
    "Zubaida Bibi",
    "Parveen Akhtar",
    "Nasreen Kausar",
    "Rukhsana Bibi",
    "Shamim Akhtar",
    "Saima Noreen",
    "Hajra Bibi",
    "Mumtaz Begum",
    "Shazia Masih",
    "Robina Shaheen",
    "نسیم بی بی",
    "زینب بی بی",
    "ثمینہ کوثر",
];
pub(in crate::cli) const CHILDREN: &[&str] =
    &["Ali Hamza", "Ayesha", "Hassan Raza", "Maryam", "Usman", "Fatima", "Bilal", "Iqra", "عائشہ", "احمد"];
pub(in crate::cli) const REMARKS: &[&str] = &[
    "The roof came down in the rains.",
    "My son looks for work in Lahore.",
    "گھر میں کوئی کمانے والا نہیں۔",
    "علاج کے لیے قرض لیا ہے۔",
    "<b>Please</b> hurry, {{ we }} wait since Ramadan",
];
