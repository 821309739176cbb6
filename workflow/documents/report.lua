-- Reads a report's chapters once and writes Word, Typst and HTML, in one pandoc process.
--
-- The adviser's prose is read as a letter's is. Tables and figures come ready-made for each format.
local job = ...
local shared = assert(load(job.shared, '=reading.lua'))()
local headings = pandoc.List({})

local function from_hex(text)
  return (text:gsub('..', function(byte) return string.char(tonumber(byte, 16)) end))
end

-- Every heading gets a name that the contents can lead to.
local function named(header)
  local name = (header.level == 1 and 'kapitel-' or 'afsnit-') .. (#headings + 1)
  headings:insert({ level = header.level, id = name, text = pandoc.utils.stringify(header) })
  header.identifier = name
  return header
end

local function word_before(inlines, i)
  local word = i > 2 and inlines[i - 1].t == 'Space' and inlines[i - 2].text or ''
  return word:lower():match('figur$') and 'figur' or 'tabel'
end

-- "T7" leads to table T7, and "figur T7" to its chart, where the report has them.
local function referring(inlines)
  local found = pandoc.Inlines({})
  for i, inline in ipairs(inlines) do
    local before, name, after = (inline.t == 'Str' and inline.text or ''):match('^(%p*)(T%d+%a?)(%p*)$')
    local target = name and job.targets[word_before(inlines, i) .. '-' .. name:lower()]
    if target then
      if before ~= '' then found:insert(pandoc.Str(before)) end
      found:insert(pandoc.Link({ pandoc.Str(name) }, '#' .. target))
      if after ~= '' then found:insert(pandoc.Str(after)) end
    else
      found:insert(inline)
    end
  end
  return found
end

local REFERRING = {
  traverse = 'topdown',
  Inlines = referring,
  Header = function(header) return named(header), false end,
  Link = function(link) return link, false end,
}

local function prose(block, steps)
  return shared.harmless(shared.read(block.markdown), steps):walk(REFERRING).blocks
end

local function picture(block)
  pandoc.mediabag.insert(block.name, 'image/png', from_hex(block.png))
  local attr = pandoc.Attr('', {}, { width = block.width })
  local image = pandoc.Image({ pandoc.Str(block.alt) }, block.name, '', attr)
  return shared.in_style('Figur', { pandoc.Para({ image }) })
end

local function ready(block, format)
  local blocks = pandoc.Blocks({ pandoc.RawBlock(format, block[format]) })
  if format == 'openxml' and block.png then
    blocks:insert(picture(block))
    blocks:insert(pandoc.RawBlock(format, block.after))
  end
  return blocks
end

-- A report as one document whose ready-made pieces are those of a format.
local function read(chapter)
  local steps = shared.stepwise_headings()
  local title = named(pandoc.Header(1, pandoc.Inlines(chapter.title)))
  local pieces = pandoc.List(chapter.blocks):map(function(block)
    return block.markdown and { blocks = prose(block, steps) } or block
  end)
  return { title = title, pieces = pieces }
end

local function together(chapters, format, before)
  local blocks = pandoc.Blocks(before and { pandoc.RawBlock(format, before) } or {})
  for _, chapter in ipairs(chapters) do
    blocks:insert(chapter.title)
    for _, piece in ipairs(chapter.pieces) do
      blocks:extend(piece.blocks or ready(piece, format))
    end
  end
  return pandoc.Pandoc(blocks)
end

-- On a page the report's own title stands above the chapters.
local ON_A_PAGE = {
  Header = function(header)
    header.level = math.min(6, header.level + 1)
    return header
  end,
  Table = function(tbl)
    for _, row in ipairs(tbl.head.rows) do
      for _, cell in ipairs(row.cells) do cell.attributes.scope = 'col' end
    end
    return tbl
  end,
}

-- Prose keeps to a measure; the cells of the adviser's own tables have one already.
local IN_CELLS = {
  Table = function(tbl)
    return tbl:walk({
      Plain = function(plain)
        return shared.in_style('Tabel tekst', { pandoc.Para(plain.content) })
      end,
    })
  end,
}

local chapters = pandoc.List(job.chapters):map(read)
local word = together(chapters, 'openxml'):walk(IN_CELLS):walk(shared.WORD)
word.blocks:insert(1, pandoc.RawBlock('openxml', job.opening))
local html = { email_obfuscation = 'none', highlight_method = 'none', wrap_text = 'none' }
io.write(pandoc.json.encode({
  headings = headings,
  typst = shared.for_typst(together(chapters, 'typst')),
  html = pandoc.write(together(chapters, 'html'):walk(ON_A_PAGE), 'html5', html),
  docx = shared.docx(word.blocks, job.lang, job.reference),
}))
