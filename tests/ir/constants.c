#include <ntddk.h>

#define MINE 7
#define FLAGS (1 | MINE)
#define CAST_ONE ((UCHAR)0x101)
enum own { OWN_A = 3, OWN_B };

VOID test(PVOID p, LONG n, UCHAR c)
{
    n = STATUS_SUCCESS;
    n = STATUS_UNSUCCESSFUL;
    n = MINE + 1;
    n = FLAGS;
    n = CAST_ONE;
    n = OWN_B;
    n = -1;
    n = 'a';
    n = 1 << 4 | 1;
    c = (UCHAR)300;
    p = NULL;
    n = TRUE;
    n = UNDECLARED_CONSTANT;
    n = IRP_MJ_PNP | OWN_A;
    n = sizeof(int) * 2;
}
