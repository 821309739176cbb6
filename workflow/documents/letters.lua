-- Reads every letter once and writes both formats, in one pandoc process.
local job = ...
local shared = assert(load(job.shared, '=reading.lua'))()

local function lines(texts)
  local inlines = pandoc.Inlines({})
  for i, text in ipairs(texts) do
    if i > 1 then inlines:insert(pandoc.LineBreak()) end
    inlines:insert(pandoc.Str(text))
  end
  return inlines
end

local function for_word(doc, letter)
  local word = doc:walk(shared.WORD)
  local blocks = pandoc.Blocks({})
  for _, paragraph in ipairs(letter.opening) do
    blocks:insert(shared.in_style(paragraph.style, { pandoc.Para(lines(paragraph.lines)) }))
  end
  blocks:extend(word.blocks)
  return shared.docx(blocks, letter.lang, job.reference)
end

local function rendered(letter)
  local doc = shared.harmless(shared.read(letter.markdown))
  return { typst = shared.for_typst(doc), docx = for_word(doc, letter) }
end

local answers = pandoc.List(job.letters):map(rendered)
io.write(pandoc.json.encode(answers))
