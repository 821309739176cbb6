-- How an author's Markdown is read, made harmless and written: letters and reports alike.
--
-- The reader is sandboxed and knows no raw text, images or metadata. The writers are not sandboxed,
-- so `harmless` leaves nothing in a document that could be read, fetched or run.
local nowhere = {}

local FORMAT = 'markdown_strict-raw_html+all_symbols_escapable+escaped_line_breaks'
  .. '+intraword_underscores+blank_before_header+blank_before_blockquote+space_in_atx_header'
  .. '+startnum+pipe_tables+table_captions+footnotes+fenced_divs+bracketed_spans'

-- In characters of the tables' type: the line, a column that may wrap, a column that should not.
local MEASURE, LONGEST_CELL, SHORT_CELL = 74, 60, 22
-- Longer than any honest word: may break anywhere, so that it cannot run off the page.
local ENDLESS = 40

-- As dates are written: "15. januar", "15. jan." and "15. 1. 2026".
local MONTHS = {}
for month in ('januar jan februar feb marts mar april apr maj juni jun juli jul august aug '
  .. 'september sept sep oktober okt november nov december dec'):gmatch('%a+') do
  MONTHS[month] = true
end

local SAFE = { http = true, https = true, mailto = true, tel = true }

local function quoted(text)
  return '"' .. text:gsub('[\\"]', '\\%0') .. '"'
end

local function typst(text)
  return pandoc.RawBlock('typst', text)
end

-- "borgerens-ord" is the Word style "Borgerens ord" and the Typst #felt("borgerens-ord").
local function style_name(class)
  return (class:gsub('-', ' '):gsub('^%l', string.upper))
end

local function length(cell)
  return utf8.len(pandoc.utils.stringify(cell.contents)) or 0
end

local function natural_widths(tbl)
  local widths = pandoc.List(tbl.colspecs):map(function() return 8 end)
  local function note(rows)
    for _, row in ipairs(rows) do
      for i, cell in ipairs(row.cells) do
        widths[i] = math.max(widths[i] or 8, math.min(length(cell), LONGEST_CELL) + 4)
      end
    end
  end
  note(tbl.head.rows)
  for _, body in ipairs(tbl.bodies) do note(body.body) end
  return widths
end

-- A table fills the measure. When its columns do not fit, the short ones keep what they need.
local function shares(widths)
  local all, wide = 0, 0
  for _, width in ipairs(widths) do
    all = all + width
    if width > SHORT_CELL then wide = wide + width end
  end
  local room = MEASURE - (all - wide)
  if all <= MEASURE or room < wide / 3 then
    return widths:map(function(width) return width / all end)
  end
  return widths:map(function(width)
    return (width > SHORT_CELL and width * room / wide or width) / MEASURE
  end)
end

local function even_table(tbl)
  for i, share in ipairs(shares(natural_widths(tbl))) do
    local align = tbl.colspecs[i][1]
    tbl.colspecs[i] = { align == 'AlignDefault' and 'AlignLeft' or align, share }
  end
  tbl.attr = pandoc.Attr()
  return tbl
end

-- Headings start below the title and never skip a level, as PDF/UA demands.
local function stepwise_headings()
  local before = 1
  return function(header)
    if pandoc.utils.stringify(header) == '' then return {} end
    before = math.max(2, math.min(header.level, before + 1))
    return pandoc.Header(before, header.content)
  end
end

local function plain_link(link)
  local scheme = link.target:match('^(%a+):')
  if scheme and SAFE[scheme:lower()] then
    return pandoc.Link(link.content, link.target)
  end
  local target = pandoc.Str(' (' .. link.target .. ')')
  return link.content .. { target }
end

local function named_image(image)
  return pandoc.Str('[billede udeladt: ' .. pandoc.utils.stringify(image.caption) .. ' '
    .. image.src .. ']')
end

local LISTS = { BulletList = true, OrderedList = true }

-- Whether a paragraph is read as one with what comes after it.
local function belongs_to(para, after)
  if LISTS[after.t] then return pandoc.utils.stringify(para):match(':$') end
  return after.t == 'Div' and after.classes:includes('underskrift')
end

-- A signature never stands alone on a page, nor a list without what leads to it.
local function together(blocks)
  for i = 1, #blocks - 1 do
    if blocks[i].t == 'Para' and belongs_to(blocks[i], blocks[i + 1]) then
      blocks[i] = pandoc.Div({ blocks[i] }, pandoc.Attr('', { 'afslutning' }))
    end
  end
  return blocks
end

-- Whether two words are one to their reader: "§ 6, stk. 2", "kl. 16", "15. januar", "10 arbejdsdage"
-- and the pairs of a telephone number.
local function belong_together(before, after)
  return before:match('§$') or before:match('^stk%.$') or before:match('^kl%.$')
    or before:match('^%d%d?%.$') and MONTHS[after:match('^%a*'):lower()]
    or before:match('^%d+$') and after:match('^arbejdsdage?')
    or before:match('^%(?%d%d$') and after:match('^%d%d%p*$')
end

-- The space between such words never breaks.
local function unbroken(inlines)
  for i = 2, #inlines - 1 do
    local before, after = inlines[i - 1], inlines[i + 1]
    if inlines[i].t == 'Space' and before.t == 'Str' and after.t == 'Str'
      and belong_together(before.text, after.text) then
      inlines[i] = pandoc.Str('\u{a0}')
    end
  end
  return inlines
end

-- `headings` is one function for all the pieces of one text, for it counts the steps.
local function harmless(doc, headings)
  return doc:walk({
    traverse = 'topdown',
    Blocks = together,
    Inlines = unbroken,
    Header = headings or stepwise_headings(),
    Table = even_table,
    Image = named_image,
    Link = plain_link,
    Span = function(span) return span.content end,
    Code = function(code) return pandoc.Str(code.text) end,
    CodeBlock = function(code) return pandoc.Para(pandoc.Str(code.text)) end,
    RawInline = function(raw) return pandoc.Str(raw.text) end,
    RawBlock = function(raw) return pandoc.Para(pandoc.Str(raw.text)) end,
    Div = function(div) return pandoc.Div(div.content, pandoc.Attr('', div.classes)) end,
  })
end

-- pandoc 3.9 leaves "3. januar", "- x", "/ t: d" at the start of cells and items, and "-?", "..."
-- anywhere, as Typst markup, and a curved quotation mark becomes the one that Typst would have
-- chosen; every word that is not plain becomes a string literal instead.
local function literal(str)
  local text = str.text
  if (utf8.len(text) or 0) > ENDLESS then
    return pandoc.RawInline('typst', '#endless(' .. quoted(text) .. ');')
  end
  if text:match('.@.') then
    return pandoc.RawInline('typst', '#text(hyphenate: false, ' .. quoted(text) .. ');')
  end
  if text:match('[^%w\128-\255,.]') or text:match('^%d+%.') or text:match('%.%.')
    or text:match('\u{2018}') or text:match('\u{2019}')
    or text:match('\u{201C}') or text:match('\u{201D}') then
    return pandoc.RawInline('typst', '#' .. quoted(text) .. ';')
  end
end

local function field(div)
  local class = div.classes[1]
  if not class then return div.content end
  local blocks = pandoc.Blocks({ typst('#felt(' .. quoted(class) .. ')[') })
  blocks:extend(div.content)
  blocks:insert(typst(']'))
  return blocks
end

local function for_typst(doc)
  return pandoc.write(doc:walk({ Str = literal, Div = field }), 'typst')
end

local function in_style(name, blocks)
  return pandoc.Div(blocks, pandoc.Attr('', {}, { ['custom-style'] = name }))
end

-- An item's text takes the style round it only as a paragraph; in a field that is the field's.
local function as_paragraphs(list)
  return list:walk({ Plain = function(plain) return pandoc.Para(plain.content) end })
end

local function item_style(tight)
  return function(list)
    local loose = list.content[1] and list.content[1][1] and list.content[1][1].t == 'Para'
    local name = loose and 'List Paragraph' or tight
    for i, item in ipairs(list.content) do
      for j, block in ipairs(item) do
        if block.t == 'Plain' or block.t == 'Para' then
          item[j] = in_style(name, { pandoc.Para(block.content) })
        end
      end
      list.content[i] = item
    end
    return list
  end
end

-- Word gives a table and a signature no space of their own.
local function ends_tight(block)
  return block.t == 'Table' or (block.t == 'Div' and block.classes:includes('underskrift'))
end

local function space_after(blocks)
  for i = 2, #blocks do
    if ends_tight(blocks[i - 1]) and blocks[i].t == 'Para' then
      blocks[i] = in_style('Efter tabel', { blocks[i] })
    end
  end
  return blocks
end

local function rule()
  return pandoc.RawBlock('openxml', '<w:p><w:pPr><w:pStyle w:val="Streg"/></w:pPr></w:p>')
end

local WORD = {
  traverse = 'topdown',
  Blocks = space_after,
  BulletList = item_style('List Bullet'),
  OrderedList = item_style('List Number'),
  HorizontalRule = rule,
  Div = function(div)
    if not div.classes[1] then return nil end
    local blocks = div.content:walk({
      BulletList = as_paragraphs, OrderedList = as_paragraphs, HorizontalRule = rule,
    })
    return in_style(style_name(div.classes[1]), blocks), false
  end,
}

local hex = {}
for byte = 0, 255 do hex[string.char(byte)] = string.format('%02x', byte) end

-- JSON holds no bytes.
local function in_hex(bytes)
  return (bytes:gsub('.', hex))
end

-- A day at the beginning of a line is no item of a list: it would get another number.
local function with_days(markdown)
  local text = ('\n' .. markdown):gsub('(\n[ >*+-]*%d%d?)(%. *)(%a+)', function(day, dot, word)
    return MONTHS[word:lower()] and day .. '\\' .. dot .. word or nil
  end)
  text = text:gsub('(\n[ >*+-]*%d%d?)(%. *%d%d?%. *%d%d%d%d)', '%1\\%2')
  return text:sub(2)
end

local function read(markdown)
  return pandoc.Pandoc(pandoc.read(with_days(markdown), FORMAT, {}, nowhere).blocks)
end

local function docx(blocks, lang, reference)
  local meta = { lang = pandoc.MetaString(lang) }
  local options = { reference_doc = reference, highlight_method = 'none' }
  return in_hex(pandoc.write(pandoc.Pandoc(blocks, meta), 'docx', options))
end

return {
  read = read, harmless = harmless, stepwise_headings = stepwise_headings,
  for_typst = for_typst, WORD = WORD, in_style = in_style, docx = docx, quoted = quoted,
}
