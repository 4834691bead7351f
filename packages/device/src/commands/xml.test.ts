import { describe, expect, it } from 'vitest'
import { readXml, XmlError } from './xml.ts'

describe('XML of a device', () => {
  it('becomes elements with attributes, text and children', () => {
    const text = `<?xml version="1.0"?>\n<!-- <x> --><rpc-reply xmlns:junos='urn:x'>
<name junos:key="a&amp;b">ge-0/0/0 &lt;&#65;&#x42;&gt;</name><up/><d><![CDATA[<a> & b]]></d>\n</rpc-reply>\n`
    expect(readXml(text)).toEqual({
      name: 'rpc-reply',
      attributes: { 'xmlns:junos': 'urn:x' },
      text: '\n\n',
      children: [
        { name: 'name', attributes: { 'junos:key': 'a&b' }, text: 'ge-0/0/0 <AB>', children: [] },
        { name: 'up', attributes: {}, text: '', children: [] },
        { name: 'd', attributes: {}, text: '<a> & b', children: [] },
      ],
    })
  })

  it.each([
    ['', 'there is no element'],
    ['text <a/>', 'text stands outside of the document'],
    ['<a/>{master}', 'text stands outside of the document'],
    ['<a><b></a></b>', 'a closing tag closes nothing (character 7)'],
    ['</a>', 'a closing tag closes nothing (character 1)'],
    ['<a><b/>', 'the document is cut'],
    ['<a/><b/>', 'something follows the document (character 5)'],
    ['<a b=c/>', 'a tag is malformed (character 3)'],
    ['<a b="x" ', 'a tag is malformed (character 9)'],
    ['<a>< b/></a>', 'a "<" begins no tag (character 4)'],
    ['<a><!-- x</a>', '"-->" is missing (character 8)'],
    ['<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'document types and entities are refused (character 1)'],
    ['<a>&x;</a>', 'a reference is unknown (character 4)'],
    ['<a>&#0;</a>', 'a reference is unknown (character 4)'],
    ['<a>'.repeat(300), 'the document is too large or too deep (character 601)'],
  ])('%s is refused with its reason', (text, reason) => {
    expect(() => readXml(text)).toThrow(new XmlError(reason))
  })

  it('is bounded in length and elements', () => {
    expect(() => readXml('<a><b/><b/></a>', { elements: 2 })).toThrow('too large')
    expect(() => readXml('<a><b/><b/></a>', { length: 10 })).toThrow('over 10 characters')
  })

  it('can name things as it likes', () => {
    const { attributes } = readXml('<__proto__ __proto__="x"/>')
    expect(Object.entries(attributes)).toEqual([['__proto__', 'x']])
  })

  it('throws nothing but XmlError, whatever the text', () => {
    let seed = 3
    const random = (below: number) => (seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0) % below
    const pieces = [
      '<',
      '>',
      '/',
      'a',
      ' b="c"',
      '&amp;',
      '&',
      '<a>',
      '</a>',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '"',
      '\n',
      '😀',
      '<!',
    ]
    const strange = Array.from({ length: 10_000 }, () => {
      const text = `<a>${Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join('')}</a>`
      try {
        if (readXml(text).name === 'a') return ''
      } catch (error) {
        if (error instanceof XmlError) return ''
      }
      return text
    })
    expect(strange.filter(Boolean)).toEqual([])
  })
})
