int Start(void *p)
{
    return 1;
}
