/* What every chart needs: round steps of a scale, labels that fit beside it. */
#include <math.h>

#include "draw_impl.h"

double
draw_step(double most, int n)
{
	double rough = most / n, power;

	if (!(rough > 0))
		return 1;
	power = pow(10, floor(log10(rough)));
	return power * (rough <= power ? 1 : rough <= 2 * power ? 2 : rough <= 5 * power ? 5 : 10);
}

/* The bytes of the character before the end. */
static size_t
last_character(const char *s, size_t n)
{
	size_t bytes = 1;

	while (bytes < n && ((unsigned char)s[n - bytes] & 0xC0) == 0x80)
		bytes++;
	return bytes;
}

const char *
draw_cut(struct draw_letters *l, const char *s, double size, double width, struct jr_buf *b)
{
	size_t n = strcspn(s, "\n");

	jr_buf_clear(b);
	jr_buf_add(b, s, n);
	while (n > 0 && draw_width(l, jr_buf_str(b), false) * size > width) {
		n -= last_character(s, n);
		jr_buf_clear(b);
		jr_buf_add(b, s, n);
		jr_buf_adds(b, "…");
	}
	return jr_buf_str(b);
}
