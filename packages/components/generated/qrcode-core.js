// node_modules/qrcode/lib/core/utils.js
var CODEWORDS_COUNT = [
	0,
	26,
	44,
	70,
	100,
	134,
	172,
	196,
	242,
	292,
	346,
	404,
	466,
	532,
	581,
	655,
	733,
	815,
	901,
	991,
	1085,
	1156,
	1258,
	1364,
	1474,
	1588,
	1706,
	1828,
	1921,
	2051,
	2185,
	2323,
	2465,
	2611,
	2761,
	2876,
	3034,
	3196,
	3362,
	3532,
	3706
];
/**
* Returns the QR Code size for the specified version
*
* @param  {Number} version QR Code version
* @return {Number}         size of QR code
*/
function getSymbolSize(version) {
	return version * 4 + 17;
}
/**
* Returns the total number of codewords used to store data and EC information.
*
* @param  {Number} version QR Code version
* @return {Number}         Data length in bits
*/
function getSymbolTotalCodewords(version) {
	return CODEWORDS_COUNT[version];
}
/**
* Encode data with Bose-Chaudhuri-Hocquenghem
*
* @param  {Number} data Value to encode
* @return {Number}      Encoded value
*/
function getBCHDigit(data) {
	let digit = 0;
	while (data !== 0) {
		digit++;
		data >>>= 1;
	}
	return digit;
}
// node_modules/qrcode/lib/core/error-correction-level.js
var M = { "bit": 0 };
// node_modules/qrcode/lib/core/bit-buffer.js
function BitBuffer() {
	this.buffer = [];
	this.length = 0;
}
BitBuffer.prototype = {
	put: function(num, length) {
		for (let i = 0; i < length; i++) this.putBit((num >>> length - i - 1 & 1) === 1);
	},
	getLengthInBits: function() {
		return this.length;
	},
	putBit: function(bit) {
		const bufIndex = Math.floor(this.length / 8);
		if (this.buffer.length <= bufIndex) this.buffer.push(0);
		if (bit) this.buffer[bufIndex] |= 128 >>> this.length % 8;
		this.length++;
	}
};
// node_modules/qrcode/lib/core/bit-matrix.js
/**
* Helper class to handle QR Code symbol modules
*
* @param {Number} size Symbol size
*/
function BitMatrix(size) {
	this.size = size;
	this.data = new Uint8Array(size * size);
	this.reservedBit = new Uint8Array(size * size);
}
/**
* Set bit value at specified location
* If reserved flag is set, this bit will be ignored during masking process
*
* @param {Number}  row
* @param {Number}  col
* @param {Boolean} value
* @param {Boolean} reserved
*/
BitMatrix.prototype.set = function(row, col, value, reserved) {
	const index = row * this.size + col;
	this.data[index] = value;
	if (reserved) this.reservedBit[index] = true;
};
/**
* Returns bit value at specified location
*
* @param  {Number}  row
* @param  {Number}  col
* @return {Boolean}
*/
BitMatrix.prototype.get = function(row, col) {
	return this.data[row * this.size + col];
};
/**
* Applies xor operator at specified location
* (used during masking process)
*
* @param {Number}  row
* @param {Number}  col
* @param {Boolean} value
*/
BitMatrix.prototype.xor = function(row, col, value) {
	this.data[row * this.size + col] ^= value;
};
/**
* Check if bit at specified location is reserved
*
* @param {Number}   row
* @param {Number}   col
* @return {Boolean}
*/
BitMatrix.prototype.isReserved = function(row, col) {
	return this.reservedBit[row * this.size + col];
};
// node_modules/qrcode/lib/core/alignment-pattern.js
/**
* Alignment pattern are fixed reference pattern in defined positions
* in a matrix symbology, which enables the decode software to re-synchronise
* the coordinate mapping of the image modules in the event of moderate amounts
* of distortion of the image.
*
* Alignment patterns are present only in QR Code symbols of version 2 or larger
* and their number depends on the symbol version.
*/
/**
* Calculate the row/column coordinates of the center module of each alignment pattern
* for the specified QR Code version.
*
* The alignment patterns are positioned symmetrically on either side of the diagonal
* running from the top left corner of the symbol to the bottom right corner.
*
* Since positions are simmetrical only half of the coordinates are returned.
* Each item of the array will represent in turn the x and y coordinate.
* @see {@link getPositions}
*
* @param  {Number} version QR Code version
* @return {Array}          Array of coordinate
*/
function getRowColCoords(version) {
	if (version === 1) return [];
	const posCount = Math.floor(version / 7) + 2;
	const size = getSymbolSize(version);
	const intervals = size === 145 ? 26 : Math.ceil((size - 13) / (2 * posCount - 2)) * 2;
	const positions = [size - 7];
	for (let i = 1; i < posCount - 1; i++) positions[i] = positions[i - 1] - intervals;
	positions.push(6);
	return positions.reverse();
}
/**
* Returns an array containing the positions of each alignment pattern.
* Each array's element represent the center point of the pattern as (x, y) coordinates
*
* Coordinates are calculated expanding the row/column coordinates returned by {@link getRowColCoords}
* and filtering out the items that overlaps with finder pattern
*
* @example
* For a Version 7 symbol {@link getRowColCoords} returns values 6, 22 and 38.
* The alignment patterns, therefore, are to be centered on (row, column)
* positions (6,22), (22,6), (22,22), (22,38), (38,22), (38,38).
* Note that the coordinates (6,6), (6,38), (38,6) are occupied by finder patterns
* and are not therefore used for alignment patterns.
*
* let pos = getPositions(7)
* // [[6,22], [22,6], [22,22], [22,38], [38,22], [38,38]]
*
* @param  {Number} version QR Code version
* @return {Array}          Array of coordinates
*/
function getPositions$1(version) {
	const coords = [];
	const pos = getRowColCoords(version);
	const posLength = pos.length;
	for (let i = 0; i < posLength; i++) for (let j = 0; j < posLength; j++) {
		if (i === 0 && j === 0 || i === 0 && j === posLength - 1 || i === posLength - 1 && j === 0) continue;
		coords.push([pos[i], pos[j]]);
	}
	return coords;
}
// node_modules/qrcode/lib/core/finder-pattern.js
var FINDER_PATTERN_SIZE = 7;
/**
* Returns an array containing the positions of each finder pattern.
* Each array's element represent the top-left point of the pattern as (x, y) coordinates
*
* @param  {Number} version QR Code version
* @return {Array}          Array of coordinates
*/
function getPositions(version) {
	const size = getSymbolSize(version);
	return [
		[0, 0],
		[size - FINDER_PATTERN_SIZE, 0],
		[0, size - FINDER_PATTERN_SIZE]
	];
}
// node_modules/qrcode/lib/core/mask-pattern.js
/**
* Find adjacent modules in row/column with the same color
* and assign a penalty value.
*
* Points: N1 + i
* i is the amount by which the number of adjacent modules of the same color exceeds 5
*/
function getPenaltyN1(data) {
	const size = data.size;
	let points = 0;
	let sameCountCol = 0;
	let sameCountRow = 0;
	let lastCol = null;
	let lastRow = null;
	for (let row = 0; row < size; row++) {
		sameCountCol = sameCountRow = 0;
		lastCol = lastRow = null;
		for (let col = 0; col < size; col++) {
			let module = data.get(row, col);
			if (module === lastCol) sameCountCol++;
			else {
				if (sameCountCol >= 5) points += 3 + (sameCountCol - 5);
				lastCol = module;
				sameCountCol = 1;
			}
			module = data.get(col, row);
			if (module === lastRow) sameCountRow++;
			else {
				if (sameCountRow >= 5) points += 3 + (sameCountRow - 5);
				lastRow = module;
				sameCountRow = 1;
			}
		}
		if (sameCountCol >= 5) points += 3 + (sameCountCol - 5);
		if (sameCountRow >= 5) points += 3 + (sameCountRow - 5);
	}
	return points;
}
/**
* Find 2x2 blocks with the same color and assign a penalty value
*
* Points: N2 * (m - 1) * (n - 1)
*/
function getPenaltyN2(data) {
	const size = data.size;
	let points = 0;
	for (let row = 0; row < size - 1; row++) for (let col = 0; col < size - 1; col++) {
		const last = data.get(row, col) + data.get(row, col + 1) + data.get(row + 1, col) + data.get(row + 1, col + 1);
		if (last === 4 || last === 0) points++;
	}
	return points * 3;
}
/**
* Find 1:1:3:1:1 ratio (dark:light:dark:light:dark) pattern in row/column,
* preceded or followed by light area 4 modules wide
*
* Points: N3 * number of pattern found
*/
function getPenaltyN3(data) {
	const size = data.size;
	let points = 0;
	let bitsCol = 0;
	let bitsRow = 0;
	for (let row = 0; row < size; row++) {
		bitsCol = bitsRow = 0;
		for (let col = 0; col < size; col++) {
			bitsCol = bitsCol << 1 & 2047 | data.get(row, col);
			if (col >= 10 && (bitsCol === 1488 || bitsCol === 93)) points++;
			bitsRow = bitsRow << 1 & 2047 | data.get(col, row);
			if (col >= 10 && (bitsRow === 1488 || bitsRow === 93)) points++;
		}
	}
	return points * 40;
}
/**
* Calculate proportion of dark modules in entire symbol
*
* Points: N4 * k
*
* k is the rating of the deviation of the proportion of dark modules
* in the symbol from 50% in steps of 5%
*/
function getPenaltyN4(data) {
	let darkCount = 0;
	const modulesCount = data.data.length;
	for (let i = 0; i < modulesCount; i++) darkCount += data.data[i];
	return Math.abs(Math.ceil(darkCount * 100 / modulesCount / 5) - 10) * 10;
}
/**
* Return mask value at given position
*
* @param  {Number} maskPattern Pattern reference value
* @param  {Number} i           Row
* @param  {Number} j           Column
* @return {Boolean}            Mask value
*/
function getMaskAt(maskPattern, i, j) {
	switch (maskPattern) {
		case 0: return (i + j) % 2 === 0;
		case 1: return i % 2 === 0;
		case 2: return j % 3 === 0;
		case 3: return (i + j) % 3 === 0;
		case 4: return (Math.floor(i / 2) + Math.floor(j / 3)) % 2 === 0;
		case 5: return i * j % 2 + i * j % 3 === 0;
		case 6: return (i * j % 2 + i * j % 3) % 2 === 0;
		case 7: return (i * j % 3 + (i + j) % 2) % 2 === 0;
	}
}
/**
* Apply a mask pattern to a BitMatrix
*
* @param  {Number}    pattern Pattern reference number
* @param  {BitMatrix} data    BitMatrix data
*/
function applyMask(pattern, data) {
	const size = data.size;
	for (let col = 0; col < size; col++) for (let row = 0; row < size; row++) {
		if (data.isReserved(row, col)) continue;
		data.xor(row, col, getMaskAt(pattern, row, col));
	}
}
/**
* Returns the best mask pattern for data
*
* @param  {BitMatrix} data
* @return {Number} Mask pattern reference number
*/
function getBestMask(data, setupFormatFunc) {
	const numPatterns = 8;
	let bestPattern = 0;
	let lowerPenalty = Infinity;
	for (let p = 0; p < numPatterns; p++) {
		setupFormatFunc(p);
		applyMask(p, data);
		const penalty = getPenaltyN1(data) + getPenaltyN2(data) + getPenaltyN3(data) + getPenaltyN4(data);
		applyMask(p, data);
		if (penalty < lowerPenalty) {
			lowerPenalty = penalty;
			bestPattern = p;
		}
	}
	return bestPattern;
}
// node_modules/qrcode/lib/core/error-correction-code.js
var blocks = [
	1,
	1,
	1,
	2,
	2,
	4,
	4,
	4,
	5,
	5,
	5,
	8,
	9,
	9,
	10,
	10,
	11,
	13,
	14,
	16,
	17,
	17,
	18,
	20,
	21,
	23,
	25,
	26,
	28,
	29,
	31,
	33,
	35,
	37,
	38,
	40,
	43,
	45,
	47,
	49
];
var codewords = [
	10,
	16,
	26,
	18,
	24,
	16,
	18,
	22,
	22,
	26,
	30,
	22,
	22,
	24,
	24,
	28,
	28,
	26,
	26,
	26,
	26,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28,
	28
];
function getBlocksCount(version) {
	return blocks[version - 1];
}
function getTotalCodewordsCount(version) {
	return blocks[version - 1] * codewords[version - 1];
}
// node_modules/qrcode/lib/core/galois-field.js
var EXP_TABLE = /* @__PURE__ */ new Uint8Array(512);
var LOG_TABLE = /* @__PURE__ */ new Uint8Array(256);
(function initTables() {
	let x = 1;
	for (let i = 0; i < 255; i++) {
		EXP_TABLE[i] = x;
		LOG_TABLE[x] = i;
		x <<= 1;
		if (x & 256) x ^= 285;
	}
	for (let i = 255; i < 512; i++) EXP_TABLE[i] = EXP_TABLE[i - 255];
})();
/**
* Returns anti-log value of n inside Galois Field
*
* @param  {Number} n
* @return {Number}
*/
function exp(n) {
	return EXP_TABLE[n];
}
/**
* Multiplies two number inside Galois Field
*
* @param  {Number} x
* @param  {Number} y
* @return {Number}
*/
function mul$1(x, y) {
	if (x === 0 || y === 0) return 0;
	return EXP_TABLE[LOG_TABLE[x] + LOG_TABLE[y]];
}
// node_modules/qrcode/lib/core/polynomial.js
/**
* Multiplies two polynomials inside Galois Field
*
* @param  {Uint8Array} p1 Polynomial
* @param  {Uint8Array} p2 Polynomial
* @return {Uint8Array}    Product of p1 and p2
*/
function mul(p1, p2) {
	const coeff = new Uint8Array(p1.length + p2.length - 1);
	for (let i = 0; i < p1.length; i++) for (let j = 0; j < p2.length; j++) coeff[i + j] ^= mul$1(p1[i], p2[j]);
	return coeff;
}
/**
* Calculate the remainder of polynomials division
*
* @param  {Uint8Array} divident Polynomial
* @param  {Uint8Array} divisor  Polynomial
* @return {Uint8Array}          Remainder
*/
function mod(divident, divisor) {
	let result = new Uint8Array(divident);
	while (result.length - divisor.length >= 0) {
		const coeff = result[0];
		for (let i = 0; i < divisor.length; i++) result[i] ^= mul$1(divisor[i], coeff);
		let offset = 0;
		while (offset < result.length && result[offset] === 0) offset++;
		result = result.slice(offset);
	}
	return result;
}
/**
* Generate an irreducible generator polynomial of specified degree
* (used by Reed-Solomon encoder)
*
* @param  {Number} degree Degree of the generator polynomial
* @return {Uint8Array}    Buffer containing polynomial coefficients
*/
function generateECPolynomial(degree) {
	let poly = new Uint8Array([1]);
	for (let i = 0; i < degree; i++) poly = mul(poly, new Uint8Array([1, exp(i)]));
	return poly;
}
// node_modules/qrcode/lib/core/reed-solomon-encoder.js
function ReedSolomonEncoder(degree) {
	/**
	* Initialize the encoder.
	* The input param should correspond to the number of error correction codewords.
	*
	* @param  {Number} degree
	*/
	this.degree = degree;
	this.genPoly = generateECPolynomial(this.degree);
}
/**
* Encodes a chunk of data
*
* @param  {Uint8Array} data Buffer containing input data
* @return {Uint8Array}      Buffer containing encoded data
*/
ReedSolomonEncoder.prototype.encode = function encode(data) {
	const paddedData = new Uint8Array(data.length + this.degree);
	paddedData.set(data);
	const remainder = mod(paddedData, this.genPoly);
	const start = this.degree - remainder.length;
	if (start > 0) {
		const buff = new Uint8Array(this.degree);
		buff.set(remainder, start);
		return buff;
	}
	return remainder;
};
// node_modules/qrcode/lib/core/mode.js
/**
* In byte mode, data is encoded at 8 bits per character.
*
* @type {Object}
*/
var BYTE = {
	id: "Byte",
	bit: 4,
	ccBits: [
		8,
		16,
		16
	]
};
/**
* Returns the number of bits needed to store the data length
* according to QR Code specifications.
*
* @param  {Mode}   mode    Data mode
* @param  {Number} version QR Code version
* @return {Number}         Number of bits
*/
function getCharCountIndicator(mode, version) {
	if (version >= 1 && version < 10) return mode.ccBits[0];
	else if (version < 27) return mode.ccBits[1];
	return mode.ccBits[2];
}
// node_modules/qrcode/lib/core/version.js
var G18 = 7973;
var G18_BCH = getBCHDigit(G18);
function getBestVersionForDataLength(mode, length, errorCorrectionLevel) {
	for (let currentVersion = 1; currentVersion <= 40; currentVersion++) if (length <= getCapacity(currentVersion, errorCorrectionLevel, mode)) return currentVersion;
}
function getReservedBitsCount(mode, version) {
	return getCharCountIndicator(mode, version) + 4;
}
/**
* Returns how much data can be stored with the specified QR code version
* and error correction level
*
* @param  {Number} version              QR Code version (1-40)
* @param  {Number} errorCorrectionLevel Error correction level
* @param  {Mode}   mode                 Data mode
* @return {Number}                      Quantity of storable data
*/
function getCapacity(version, errorCorrectionLevel, mode) {
	const usableBits = (getSymbolTotalCodewords(version) - getTotalCodewordsCount(version, errorCorrectionLevel)) * 8 - getReservedBitsCount(mode, version);
	return Math.floor(usableBits / 8);
}
/**
* Returns the minimum version needed to contain the amount of data
*
* @param  {Segment} data                    Segment of data
* @param  {Number} [errorCorrectionLevel=H] Error correction level
* @param  {Mode} mode                       Data mode
* @return {Number}                          QR Code version
*/
function getBestVersionForData(data, errorCorrectionLevel) {
	const [seg] = data;
	return getBestVersionForDataLength(seg.mode, seg.getLength(), errorCorrectionLevel);
}
/**
* Returns version information with relative error correction bits
*
* The version information is included in QR Code symbols of version 7 or larger.
* It consists of an 18-bit sequence containing 6 data bits,
* with 12 error correction bits calculated using the (18, 6) Golay code.
*
* @param  {Number} version QR Code version
* @return {Number}         Encoded version info bits
*/
function getEncodedBits$1(version) {
	let d = version << 12;
	while (getBCHDigit(d) - G18_BCH >= 0) d ^= G18 << getBCHDigit(d) - G18_BCH;
	return version << 12 | d;
}
// node_modules/qrcode/lib/core/format-info.js
var G15 = 1335;
var G15_MASK = 21522;
var G15_BCH = getBCHDigit(G15);
/**
* Returns format information with relative error correction bits
*
* The format information is a 15-bit sequence containing 5 data bits,
* with 10 error correction bits calculated using the (15, 5) BCH code.
*
* @param  {Number} errorCorrectionLevel Error correction level
* @param  {Number} mask                 Mask pattern
* @return {Number}                      Encoded format information bits
*/
function getEncodedBits(errorCorrectionLevel, mask) {
	const data = errorCorrectionLevel.bit << 3 | mask;
	let d = data << 10;
	while (getBCHDigit(d) - G15_BCH >= 0) d ^= G15 << getBCHDigit(d) - G15_BCH;
	return (data << 10 | d) ^ G15_MASK;
}
// node_modules/qrcode/lib/core/byte-data.js
function ByteData(data) {
	this.mode = BYTE;
	this.data = new TextEncoder().encode(data);
}
ByteData.prototype.getLength = function getLength() {
	return this.data.length;
};
ByteData.prototype.write = function(bitBuffer) {
	for (let i = 0, l = this.data.length; i < l; i++) bitBuffer.put(this.data[i], 8);
};
// packages/components/scripts/byte-segments.mjs
/**
* Takes the place of `qrcode/lib/core/segments.js`: the text as one segment of bytes. Mixing modes would save a
* handful of modules at best, and costs every visitor the search for the shortest mix.
*/
var rawSplit = (text) => [new ByteData(text)];
var fromString = rawSplit;
// node_modules/qrcode/lib/core/qrcode.js
/**
* QRCode for JavaScript
*
* modified by Ryan Day for nodejs support
* Copyright (c) 2011 Ryan Day
*
* Licensed under the MIT license:
*   http://www.opensource.org/licenses/mit-license.php
*
//---------------------------------------------------------------------
// QRCode for JavaScript
//
// Copyright (c) 2009 Kazuhiko Arase
//
// URL: http://www.d-project.com/
//
// Licensed under the MIT license:
//   http://www.opensource.org/licenses/mit-license.php
//
// The word "QR Code" is registered trademark of
// DENSO WAVE INCORPORATED
//   http://www.denso-wave.com/qrcode/faqpatent-e.html
//
//---------------------------------------------------------------------
*/
/**
* Add finder patterns bits to matrix
*
* @param  {BitMatrix} matrix  Modules matrix
* @param  {Number}    version QR Code version
*/
function setupFinderPattern(matrix, version) {
	const size = matrix.size;
	const pos = getPositions(version);
	for (let i = 0; i < pos.length; i++) {
		const row = pos[i][0];
		const col = pos[i][1];
		for (let r = -1; r <= 7; r++) {
			if (row + r <= -1 || size <= row + r) continue;
			for (let c = -1; c <= 7; c++) {
				if (col + c <= -1 || size <= col + c) continue;
				if (r >= 0 && r <= 6 && (c === 0 || c === 6) || c >= 0 && c <= 6 && (r === 0 || r === 6) || r >= 2 && r <= 4 && c >= 2 && c <= 4) matrix.set(row + r, col + c, true, true);
				else matrix.set(row + r, col + c, false, true);
			}
		}
	}
}
/**
* Add timing pattern bits to matrix
*
* Note: this function must be called before {@link setupAlignmentPattern}
*
* @param  {BitMatrix} matrix Modules matrix
*/
function setupTimingPattern(matrix) {
	const size = matrix.size;
	for (let r = 8; r < size - 8; r++) {
		const value = r % 2 === 0;
		matrix.set(r, 6, value, true);
		matrix.set(6, r, value, true);
	}
}
/**
* Add alignment patterns bits to matrix
*
* Note: this function must be called after {@link setupTimingPattern}
*
* @param  {BitMatrix} matrix  Modules matrix
* @param  {Number}    version QR Code version
*/
function setupAlignmentPattern(matrix, version) {
	const pos = getPositions$1(version);
	for (let i = 0; i < pos.length; i++) {
		const row = pos[i][0];
		const col = pos[i][1];
		for (let r = -2; r <= 2; r++) for (let c = -2; c <= 2; c++) if (r === -2 || r === 2 || c === -2 || c === 2 || r === 0 && c === 0) matrix.set(row + r, col + c, true, true);
		else matrix.set(row + r, col + c, false, true);
	}
}
/**
* Add version info bits to matrix
*
* @param  {BitMatrix} matrix  Modules matrix
* @param  {Number}    version QR Code version
*/
function setupVersionInfo(matrix, version) {
	const size = matrix.size;
	const bits = getEncodedBits$1(version);
	let row, col, mod;
	for (let i = 0; i < 18; i++) {
		row = Math.floor(i / 3);
		col = i % 3 + size - 8 - 3;
		mod = (bits >> i & 1) === 1;
		matrix.set(row, col, mod, true);
		matrix.set(col, row, mod, true);
	}
}
/**
* Add format info bits to matrix
*
* @param  {BitMatrix} matrix               Modules matrix
* @param  {ErrorCorrectionLevel}    errorCorrectionLevel Error correction level
* @param  {Number}    maskPattern          Mask pattern reference value
*/
function setupFormatInfo(matrix, errorCorrectionLevel, maskPattern) {
	const size = matrix.size;
	const bits = getEncodedBits(errorCorrectionLevel, maskPattern);
	let i, mod;
	for (i = 0; i < 15; i++) {
		mod = (bits >> i & 1) === 1;
		if (i < 6) matrix.set(i, 8, mod, true);
		else if (i < 8) matrix.set(i + 1, 8, mod, true);
		else matrix.set(size - 15 + i, 8, mod, true);
		if (i < 8) matrix.set(8, size - i - 1, mod, true);
		else if (i < 9) matrix.set(8, 15 - i - 1 + 1, mod, true);
		else matrix.set(8, 15 - i - 1, mod, true);
	}
	matrix.set(size - 8, 8, 1, true);
}
/**
* Add encoded data bits to matrix
*
* @param  {BitMatrix}  matrix Modules matrix
* @param  {Uint8Array} data   Data codewords
*/
function setupData(matrix, data) {
	const size = matrix.size;
	let inc = -1;
	let row = size - 1;
	let bitIndex = 7;
	let byteIndex = 0;
	for (let col = size - 1; col > 0; col -= 2) {
		if (col === 6) col--;
		while (true) {
			for (let c = 0; c < 2; c++) if (!matrix.isReserved(row, col - c)) {
				let dark = false;
				if (byteIndex < data.length) dark = (data[byteIndex] >>> bitIndex & 1) === 1;
				matrix.set(row, col - c, dark);
				bitIndex--;
				if (bitIndex === -1) {
					byteIndex++;
					bitIndex = 7;
				}
			}
			row += inc;
			if (row < 0 || size <= row) {
				row -= inc;
				inc = -inc;
				break;
			}
		}
	}
}
/**
* Create encoded codewords from data input
*
* @param  {Number}   version              QR Code version
* @param  {ErrorCorrectionLevel}   errorCorrectionLevel Error correction level
* @param  {ByteData} data                 Data input
* @return {Uint8Array}                    Buffer containing encoded codewords
*/
function createData(version, errorCorrectionLevel, segments) {
	const buffer = new BitBuffer();
	segments.forEach(function(data) {
		buffer.put(data.mode.bit, 4);
		buffer.put(data.getLength(), getCharCountIndicator(data.mode, version));
		data.write(buffer);
	});
	const dataTotalCodewordsBits = (getSymbolTotalCodewords(version) - getTotalCodewordsCount(version, errorCorrectionLevel)) * 8;
	if (buffer.getLengthInBits() + 4 <= dataTotalCodewordsBits) buffer.put(0, 4);
	while (buffer.getLengthInBits() % 8 !== 0) buffer.putBit(0);
	const remainingByte = (dataTotalCodewordsBits - buffer.getLengthInBits()) / 8;
	for (let i = 0; i < remainingByte; i++) buffer.put(i % 2 ? 17 : 236, 8);
	return createCodewords(buffer, version, errorCorrectionLevel);
}
/**
* Encode input data with Reed-Solomon and return codewords with
* relative error correction bits
*
* @param  {BitBuffer} bitBuffer            Data to encode
* @param  {Number}    version              QR Code version
* @param  {ErrorCorrectionLevel} errorCorrectionLevel Error correction level
* @return {Uint8Array}                     Buffer containing encoded codewords
*/
function createCodewords(bitBuffer, version, errorCorrectionLevel) {
	const totalCodewords = getSymbolTotalCodewords(version);
	const dataTotalCodewords = totalCodewords - getTotalCodewordsCount(version, errorCorrectionLevel);
	const ecTotalBlocks = getBlocksCount(version, errorCorrectionLevel);
	const blocksInGroup1 = ecTotalBlocks - totalCodewords % ecTotalBlocks;
	const totalCodewordsInGroup1 = Math.floor(totalCodewords / ecTotalBlocks);
	const dataCodewordsInGroup1 = Math.floor(dataTotalCodewords / ecTotalBlocks);
	const dataCodewordsInGroup2 = dataCodewordsInGroup1 + 1;
	const ecCount = totalCodewordsInGroup1 - dataCodewordsInGroup1;
	const rs = new ReedSolomonEncoder(ecCount);
	let offset = 0;
	const dcData = new Array(ecTotalBlocks);
	const ecData = new Array(ecTotalBlocks);
	let maxDataSize = 0;
	const buffer = new Uint8Array(bitBuffer.buffer);
	for (let b = 0; b < ecTotalBlocks; b++) {
		const dataSize = b < blocksInGroup1 ? dataCodewordsInGroup1 : dataCodewordsInGroup2;
		dcData[b] = buffer.slice(offset, offset + dataSize);
		ecData[b] = rs.encode(dcData[b]);
		offset += dataSize;
		maxDataSize = Math.max(maxDataSize, dataSize);
	}
	const data = new Uint8Array(totalCodewords);
	let index = 0;
	let i, r;
	for (i = 0; i < maxDataSize; i++) for (r = 0; r < ecTotalBlocks; r++) if (i < dcData[r].length) data[index++] = dcData[r][i];
	for (i = 0; i < ecCount; i++) for (r = 0; r < ecTotalBlocks; r++) data[index++] = ecData[r][i];
	return data;
}
/**
* Build QR Code symbol
*
* @param  {String} data                 Input string
* @param  {Number} version              QR Code version
* @param  {ErrorCorretionLevel} errorCorrectionLevel Error level
* @param  {MaskPattern} maskPattern     Mask pattern
* @return {Object}                      Object containing symbol data
*/
function createSymbol(data) {
	const errorCorrectionLevel = M;
	const segments = fromString(data);
	const version = getBestVersionForData(segments, errorCorrectionLevel);
	if (!version) throw new Error("The amount of data is too big to be stored in a QR Code");
	const dataBits = createData(version, errorCorrectionLevel, segments);
	const modules = new BitMatrix(getSymbolSize(version));
	setupFinderPattern(modules, version);
	setupTimingPattern(modules);
	setupAlignmentPattern(modules, version);
	setupFormatInfo(modules, errorCorrectionLevel, 0);
	if (version >= 7) setupVersionInfo(modules, version);
	setupData(modules, dataBits);
	const maskPattern = getBestMask(modules, setupFormatInfo.bind(null, modules, errorCorrectionLevel));
	applyMask(maskPattern, modules);
	setupFormatInfo(modules, errorCorrectionLevel, maskPattern);
	return { modules };
}
/**
* QR Code
*
* @param {String | Array} data                 Input data
* @param {Object} options                      Optional configurations
* @param {Number} options.version              QR Code version
* @param {String} options.errorCorrectionLevel Error correction level
* @param {Function} options.toSJISFunc         Helper func to convert utf8 to sjis
*/
function create(data) {
	return createSymbol(data);
}
export { create };
