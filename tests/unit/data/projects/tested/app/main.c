#include "ntddk.h"

int main(void)
{
    DRIVER_OBJECT object;

    return DriverEntry(&object, NULL);
}
