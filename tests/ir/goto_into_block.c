#include <ntddk.h>

VOID Undo(int n);

VOID test(int n)
{
again:
    if (n == 1)
        goto inside;
    if (n) {
        Undo(1);
    inside:
        Undo(2);
    }
    if (n++ < 5)
        goto again;
}
