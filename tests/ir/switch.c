#include <ntddk.h>

int Step(int n);

int test(int n)
{
    switch (n) {
    case 1:
    case 2:
        Step(1);
        break;
    case IRP_MJ_PNP:
        Step(2);
    case 100 ... 200:
        return 3;
    default:
        n = 4;
    }
    switch (Step(5)) {
    case 1:
        if (n) {
    case 2:
            n = 6;
        }
    }
    return n;
}
