#include <ntddk.h>

typedef struct outer {
    struct {
        int deep;
        union {
            int either;
            PVOID other;
        };
    };
    int list[3];
    struct outer *next;
} outer;

VOID test(outer *p, outer v, int i)
{
    p->deep = 1;
    (*p).either = 2;
    p->next->other = p;
    v.list[1] = p->list[i];
    p[2].deep = 3;
    (&v)->deep = 4;
    *(&v.deep) = 5;
    *p->list = 6;
    p = &p->next[0];
    *&*p = v;
}
