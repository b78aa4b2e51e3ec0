"""From a question to a reply: the answerer, its wording, footnotes and the exam."""
