#include <ntddk.h>

typedef struct own {
    int a;
    PVOID b;
} own;
#define COUNT(t) (sizeof(t) / sizeof((t)[0]))

VOID test(own *p, SIZE_T n)
{
    own table[3];

    n = sizeof(own);
    n = sizeof *p;
    n = sizeof(own *);
    n = sizeof p;
    n = sizeof(table);
    n = COUNT(table);
    n = FIELD_OFFSET(own, b);
}
