int one(void)
{
    return 0;
}
