#include <stdio.h>

static int DriverEntry(void *a)
{
    return a == NULL;
}

int main(void)
{
    return DriverEntry(stdin);
}
