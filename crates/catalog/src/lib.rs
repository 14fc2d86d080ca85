//! Products, categories and reviews in MongoDB.
