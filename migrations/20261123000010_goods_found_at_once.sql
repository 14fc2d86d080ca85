-- Such an index keeps aside what was written lately, and each search looks through all of that: as much
-- as 4 MB, the words of a whole import. Sorted in every 64 kB - products come a hundred at a time - words
-- that a sixth of 20,000 products have are found in 0.5 ms instead of 1.7 to 2.6, and writing takes no longer.
alter index goods.listed_words set (gin_pending_list_limit = 64);
alter index goods.listed_categories set (gin_pending_list_limit = 64);
