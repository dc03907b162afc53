#include <ntddk.h>

int Step(int n);

VOID test(int n)
{
    int i;

    for (i = 0; i < n; i++)
        Step(i);
    for (; n;)
        n = Step(n);
    for (;;) {
        if (Step(1))
            break;
        if (Step(2))
            continue;
        Step(3);
    }
    for (int j = 0, k = 1; Step(j);)
        j = k;
    while (n-- > 0) {
        int inside = n;

        if (inside == 4)
            continue;
        if (inside == 3)
            break;
        Step(inside);
    }
    do
        Step(n);
    while (n && Step(4));
    while (TRUE)
        Step(5);
    Step(6);
}
