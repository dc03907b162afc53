#include <ntddk.h>

int Step(int n);

int test(int n)
{
    int v = ({
        int t = Step(n);
        t + 1;
    });

    return v;
}
