#include "ntddk.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, unsigned long long size)
{
    return (int)DriverEntry((PDRIVER_OBJECT)data, NULL);
}
