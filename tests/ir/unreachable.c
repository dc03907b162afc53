#include <ntddk.h>

int test(int n)
{
    if (n)
        return 1;
    else
        return 2;
    n = 3;
    return n;
}
