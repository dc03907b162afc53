/* tri.h: three-valued truth. The order is that of certainty: `and` is the least, `or` the greatest. */
#ifndef DL_ENGINE_TRI_H
#define DL_ENGINE_TRI_H

typedef enum dl_tri { DL_NO, DL_MAYBE, DL_YES } dl_tri;

static inline dl_tri dl_tri_and(dl_tri a, dl_tri b)
{
    return a < b ? a : b;
}

static inline dl_tri dl_tri_or(dl_tri a, dl_tri b)
{
    return a > b ? a : b;
}

static inline dl_tri dl_tri_not(dl_tri a)
{
    return a == DL_YES ? DL_NO : a == DL_NO ? DL_YES : DL_MAYBE;
}

#endif
